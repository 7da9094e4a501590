import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { Reach } from "../../../cli/override/reach.ts";
import { aMemory, type Memory } from "../../fixtures/memory.ts";
import { failover, overMemory } from "./world.ts";

let memory: Memory;
let copy: string;

/** A force and its release, and a copy of the bucket as `aws s3 sync` makes it. */
beforeEach(async () => {
  memory = aMemory();
  for (const [order, servedBy] of [
    ["force", "secondary"],
    ["release", "primary"],
  ] as const) {
    memory.servedBy = servedBy;
    await failover(`${order} --reason drill --yes`, { reach: overMemory(memory) });
  }
  copy = mkdtempSync(join(tmpdir(), "failover-journal-"));
  for (const [key, { body }] of memory.objects) {
    mkdirSync(dirname(join(copy, key)), { recursive: true });
    writeFileSync(join(copy, key), body);
  }
});

const entry = (seq: number): string =>
  join(copy, `sites/www.example.com/journal/${String(seq).padStart(12, "0")}.json`);
const verify = () => failover(["journal", "verify", copy], { reach: overMemory(memory) });

describe("failover journal verify, on a copy,", () => {
  it("finds a chain whole, to the end that the record remembers", async () => {
    expect(await verify()).toEqual({
      code: 0,
      out: expect.stringMatching(
        /^www\.example\.com: WHOLE, \d+ entries in one chain;\n {2}its end is the one that the record remembers$/,
      ),
      note: "",
    });
  });

  it("names the entry that was changed", async () => {
    writeFileSync(entry(3), readFileSync(entry(3), "utf8").replace(`"kind":"`, `"kind":"un`));
    const said = await verify();
    expect(said.code).toBe(4);
    expect(said.out).toContain("BROKEN at entry 3:\n  entry 3 was changed after it was written");
  });

  it("names the entry that is missing", async () => {
    rmSync(entry(2));
    const said = await verify();
    expect(said.code).toBe(4);
    expect(said.out).toContain("BROKEN at entry 2:\n  entry 2 is missing: 3 follows");
  });

  it("finds that the end was cut off, which the chain alone can't tell", async () => {
    const last = [...memory.objects.keys()].filter((key) => key.includes("/journal/")).length;
    for (const seq of [last - 1, last]) rmSync(entry(seq));
    const said = await verify();
    expect(said.code).toBe(4);
    expect(said.out).toContain(`BROKEN at entry ${last - 1}:\n  the record remembers ${last} entries`);
  });

  it("says what it can't tell without the record", async () => {
    const said = await failover(["journal", "verify", join(copy, "sites/www.example.com/journal")], {
      reach: overMemory(memory),
    });
    expect(said.code).toBe(0);
    rmSync(join(copy, "sites/www.example.com/record.json"));
    expect((await verify()).out).toContain("no record.json beside it, so later ones may be missing");
  });

  it("gives programs a verdict for each site", async () => {
    const said = await failover(["journal", "verify", copy, "--json"], { reach: overMemory(memory) });
    expect(JSON.parse(said.out)).toMatchObject([{ kind: "whole", site: "www.example.com" }]);
  });
});

describe("failover history", () => {
  it("tells it with who and how", async () => {
    const said = await failover("history --limit 6", { reach: overMemory(memory) });
    expect(said.code).toBe(0);
    expect(said.out).toContain("www.example.com  2026-11-23, UTC");
    expect(said.out).toContain("ordered    user/ann ordered release: drill (by cli)");
  });

  it("writes an incident into a new file, which a report can be made of, and never over another", async () => {
    const file = join(copy, "incident.json");
    const words = ["history", "--incident", "www.example.com-20261123030000", "--export", file];
    const said = await failover(words, { reach: overMemory(memory) });
    expect(said).toEqual({
      code: 0,
      out: "",
      note: expect.stringMatching(/entries written to .*incident\.json$/),
    });
    expect(await failover(["report", file], { reach: overMemory(memory) })).toMatchObject({
      code: 0,
      out: join(copy, "incident.html"),
    });
    const again = await failover(words, { reach: overMemory(memory) });
    expect(again).toMatchObject({ code: 2, out: "" });
    expect(again.note).toContain("EEXIST");
  });

  it("reads an incident that began before an answer's first entry from the bucket", async () => {
    const file = join(copy, "old.json");
    const entries = [...memory.objects]
      .filter(([key]) => key.includes("/journal/"))
      .map(([, { body }]) => JSON.parse(body));
    const reach: Reach = async (address) => {
      const override = await overMemory(memory)(address);
      return { ...override, ask: (request) => override.ask({ ...request, limit: 3 }) };
    };
    const journal = { site: "www.example.com", entries, head: null };
    const words = ["history", "--incident", "www.example.com-20261123030000", "--export", file];
    expect((await failover(words, { reach, journal })).code).toBe(0);
    expect(JSON.parse(readFileSync(file, "utf8")).entries[0]).toMatchObject({ seq: 1 });
  });
});
