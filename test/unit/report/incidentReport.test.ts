import { beforeAll, describe, expect, test } from "vitest";
import { journalOf, recordOf } from "../../../drill/figures.ts";
import type { JournalEntry } from "../../../shared/model/journal.ts";
import { epochMs } from "../../../shared/model/time.ts";
import { exportOf, type IncidentExport, readExport } from "../../../shared/report/incidentExport.ts";
import { pageOf } from "../../../shared/report/page.ts";
import { reportOfExport } from "../../../shared/report/reportOfExport.ts";
import { played } from "./played.ts";

const now = epochMs(Date.UTC(2026, 0, 14));
let journal: readonly JournalEntry[];
let incident: string;
let exported: IncidentExport;
beforeAll(async () => {
  const { world } = await played("region-outage");
  journal = journalOf(world);
  incident = recordOf(world)?.lastIncident?.id ?? "";
  const found = exportOf(journal, "www.example.com", incident, now);
  if (found === null) throw new Error("the journal has no incident");
  exported = found;
});

describe("an exported incident", () => {
  test("is read back as it was written", () => {
    expect(readExport(JSON.stringify(exported))).toEqual({ kind: "read", export: exported });
  });

  test("is told by its journal: its figures, and the lanes that the journal knows", () => {
    const report = reportOfExport(exported);
    expect(report.ending).toEqual({ kind: "well", says: "The incident is over" });
    expect(report.headFigures.map(({ name, value }) => [name, value])).toEqual([
      ["Until the standby", "1 min 5 s"],
      ["Data age", "≤ 3 min 6 s"],
      ["Primary away", "19 min 59 s"],
      ["In all", "25 min 37 s"],
    ]);
    expect(report.lanes.map(({ kind, name }) => [kind, name])).toEqual([
      ["shown", "Primary"],
      ["shown", "Standby"],
      ["shown", "Replica"],
      ["shown", "Steering"],
      ["shown", "Incident"],
      ["notShown", "Visitors"],
      ["notShown", "DNS"],
      ["notShown", "Alarms"],
    ]);
    expect(pageOf(report)).toContain("Not shown: the journal has what the controller itself was served");
  });

  test("that was changed afterwards has a broken chain, and says so first", () => {
    const entries = exported.entries.map((entry) =>
      entry.seq === 11 ? { ...entry, text: "nobody decided anything" } : entry,
    );
    expect(reportOfExport({ ...exported, entries }).ending).toEqual({
      kind: "badly",
      says: "The journal's chain is broken: entry 11 was changed after it was written",
    });
  });

  test("that has not ended is open", () => {
    const entries = exported.entries.filter(({ seq }) => seq <= 16);
    const report = reportOfExport({ ...exported, entries });
    expect(report.ending.kind).toBe("open");
    expect(report.headFigures.at(-1)?.value).toBe("–");
  });

  test("from the middle of a journal does not say how the steering stood before", () => {
    const entries = exported.entries.filter(({ seq }) => seq >= 6);
    const steering = reportOfExport({ ...exported, entries }).lanes.find(({ name }) => name === "Steering");
    expect(steering?.kind === "shown" && steering.stretches[0]?.parts[0]?.says).toBe("not in these entries");
  });
});

test("an incident that the journal doesn't have can't be exported", () => {
  expect(exportOf(journal, "www.example.com", "another", now)).toBeNull();
});

test.each([
  ["not JSON", "{"],
  ["something else", JSON.stringify({ kind: "failover-incident", format: 2 })],
  ["an entry without its hash", '{"kind":"failover-incident","format":1,"site":"s","incident":"i"}'],
])("a file that is %s is no exported incident", (_, file) => {
  const read = readExport(file);
  expect(read.kind === "unreadable" && read.because).toMatch(/^it is no exported incident: /);
});
