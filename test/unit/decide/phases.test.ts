import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { embedding, withGenerated } from "../../../docs/diagrams/write.ts";
import { type PhaseRow, phaseRow, phaseRows } from "../../../shared/decide/phases.ts";
import { type Phase, type PhaseEvent, phaseEvents, phases } from "../../../shared/model/incident.ts";

const pairs = phases.flatMap((from) => phaseEvents.map((on) => [from, on] as const));

/** All phases that some row leads to from here, however many events it takes. */
function reachableFrom(start: Phase): ReadonlySet<Phase> {
  const reached = new Set<Phase>([start]);
  for (const phase of reached) for (const { from, to } of phaseRows) if (from === phase) reached.add(to);
  return reached;
}

describe("the phase table", () => {
  it.each(pairs)("has exactly one row for %s on %s", (from, on) => {
    const rows = phaseRows.filter((row) => row.from === from && row.on === on);
    expect(rows).toHaveLength(1);
    expect(phaseRow(from, on)).toBe(rows[0]);
  });

  it("has no row besides", () => {
    expect(phaseRows).toHaveLength(36);
  });

  it("reaches every phase from calm", () => {
    expect([...reachableFrom("calm")].sort()).toEqual([...phases].sort());
  });

  it.each(phases)("leads back to calm from %s", (phase) => {
    expect(reachableFrom(phase)).toContain("calm");
  });

  it.each(phaseRows.map((row): [string, PhaseRow] => [`${row.from} on ${row.on}`, row]))(
    "says why in words: %s",
    (_, { why }) => {
      expect(why).toMatch(/^[a-zA-Z]\S*( \S+){2,}$/);
    },
  );

  it("throws for an event it does not know, rather than guess", () => {
    expect(() => phaseRow("calm", "meteor" as PhaseEvent)).toThrow("has no row for meteor in calm");
  });
});

/** The rows that decide where people think they are, once more by hand. */
describe.each<[Phase, PhaseEvent, Phase]>([
  ["calm", "primaryDown", "suspected"],
  ["calm", "visitorsOnSecondary", "failedOver"],
  ["suspected", "primaryUp", "calm"],
  ["suspected", "primaryStable", "calm"],
  ["suspected", "visitorsOnPrimary", "suspected"],
  ["suspected", "visitorsOnSecondary", "failedOver"],
  ["failedOver", "primaryDown", "failedOver"],
  ["failedOver", "primaryUp", "recovering"],
  ["failedOver", "primaryStable", "ready"],
  ["failedOver", "visitorsOnPrimary", "calm"],
  ["failedOver", "released", "returning"],
  ["recovering", "primaryDown", "failedOver"],
  ["recovering", "primaryStable", "ready"],
  ["recovering", "visitorsOnPrimary", "calm"],
  ["recovering", "released", "returning"],
  ["ready", "primaryDown", "failedOver"],
  ["ready", "visitorsOnPrimary", "calm"],
  ["ready", "released", "returning"],
  ["returning", "primaryDown", "failedOver"],
  ["returning", "visitorsOnSecondary", "returning"],
  ["returning", "visitorsOnPrimary", "calm"],
])("%s on %s", (from, on, to) => {
  it(`is ${to}`, () => {
    expect(phaseRow(from, on).to).toBe(to);
  });
});

describe("what is generated from the tables", () => {
  it.each(embedding.map((file): [string, URL] => [basename(file.pathname), file]))(
    "is up to date in %s (if not: npm run docs:phases)",
    (_, file) => {
      const text = readFileSync(file, "utf8");
      expect(text).toBe(withGenerated(text));
    },
  );

  it("stands between the markers, and leaves the rest alone", () => {
    const text = withGenerated("# Title\n\n<!-- phases -->\nold\n<!-- /phases -->\n\nEnd\n");
    expect(text).toMatch(/^# Title\n\n<!-- phases -->\n\n```mermaid\nstateDiagram-v2\n/);
    expect(text).toContain("  failedOver --> recovering : primary up\n");
    expect(text).not.toContain("old");
    expect(text).not.toContain("calm --> calm");
    expect(text).toMatch(/```\n\n<!-- \/phases -->\n\nEnd\n$/);
  });
});
