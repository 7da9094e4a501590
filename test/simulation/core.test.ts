import { expect, it } from "vitest";
import { coreRules } from "../../drill/core/coreRules.ts";
import { playCore } from "../../drill/core/coreSimulation.ts";

/** Some ten seconds on a busy core; `npm run simulate:core` plays as many as one likes. */
const seeds = 20_000;

it(`keeps all rules in ${seeds} drawn orders of events, and comes to rest`, () => {
  const verdicts = Array.from({ length: seeds }, (_, i) => playCore(i + 1));
  expect(verdicts.filter(({ broken }) => broken.length > 0)).toEqual([]);
  const incidents = verdicts.reduce((sum, verdict) => sum + verdict.incidents, 0);
  expect(incidents).toBeGreaterThan(seeds);
});

it("plays the same seed the same", () => {
  const log = (): string[] => {
    const lines: string[] = [];
    playCore(7, ({ considered, after }) =>
      lines.push(`${considered.decision.reason} ${JSON.stringify(after)}`),
    );
    return lines;
  };
  const first = log();
  expect(first.length).toBeGreaterThan(40);
  expect(log()).toEqual(first);
});

it("plays what it judges: moves by all hands, refusals, deaths, and unknowns are among them", () => {
  const met = new Set<string>();
  for (let seed = 1; seed <= 300; seed += 1)
    playCore(seed, ({ considered: { decision }, acted, observation }) => {
      met.add(decision.kind);
      if (decision.kind === "steer") met.add(`by ${decision.by}`);
      if (decision.kind === "refuse") for (const { rule } of decision.refusedBy) met.add(rule);
      if (acted !== null) met.add(acted.outcome.kind);
      if (observation.records.kind === "unknown") met.add("records unknown");
    });
  expect([...met].sort()).toEqual(
    expect.arrayContaining([
      ...["rest", "wait", "holdStill", "steer", "settle", "resume", "abandon", "note", "refuse"],
      ...["by latch", "by gate", "by order", "by route53"],
      ...[
        "frozen",
        "order-in-force",
        "replica-current",
        "replica-serves",
        "primary-serves",
        "stale-plan",
        "cooldown",
      ],
      ...["done", "failed", "unknown", "pending", "records unknown"],
    ]),
  );
  expect(Object.keys(coreRules)).toHaveLength(8);
});
