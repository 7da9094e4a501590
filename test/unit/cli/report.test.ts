import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { journalOf, recordOf } from "../../../drill/figures.ts";
import { epochMs } from "../../../shared/model/time.ts";
import { exportOf } from "../../../shared/report/incidentExport.ts";
import { aMemory } from "../../fixtures/memory.ts";
import { played } from "../report/played.ts";
import { failover, overMemory } from "./world.ts";

const folder = mkdtempSync(join(tmpdir(), "report-"));
const run = (words: string) => failover(words, { reach: overMemory(aMemory()) });

async function exported(change: (text: string) => string = (text) => text): Promise<string> {
  const { world } = await played("region-outage");
  const incident = recordOf(world)?.lastIncident?.id ?? "";
  const cut = exportOf(journalOf(world), "www.example.com", incident, epochMs(Date.UTC(2026, 0, 14)));
  const file = join(folder, "incident.json");
  writeFileSync(file, change(JSON.stringify(cut)));
  return file;
}

test("the page of an exported incident is written beside it", async () => {
  const file = await exported();
  const page = join(folder, "incident.html");
  expect(await run(`report ${file}`)).toEqual({ code: 0, out: page, note: "" });
  expect(readFileSync(page, "utf8")).toContain("The incident is over");
});

test("a journal that was changed gets its page, and 4", async () => {
  const file = await exported((text) => text.replace("all 5 objects", "all 9 objects"));
  const said = await run(`report ${file} --out ${join(folder, "other.html")}`);
  expect(said.code).toBe(4);
  expect(said.note).toBe("The journal's chain is broken: entry 3 was changed after it was written");
});

test("what is no export gets one line, and 2", async () => {
  const file = join(folder, "else.json");
  writeFileSync(file, "[]");
  const said = await run(`report ${file}`);
  expect(said).toMatchObject({ code: 2, out: "" });
  expect(said.note).toMatch(/^failover: .*else\.json: it is no exported incident: [^\n]*$/);
});

test("a file that is not there gets one line, and 2", async () => {
  const said = await run(`report ${join(folder, "none.json")}`);
  expect(said).toMatchObject({ code: 2, out: "" });
  expect(said.note).toContain("ENOENT");
});
