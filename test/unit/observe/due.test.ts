import { describe, expect, it } from "vitest";
import type { Comparison } from "../../../shared/model/observation.ts";
import type { SiteRecord } from "../../../shared/model/record.ts";
import { epochMs, hours, minutes } from "../../../shared/model/time.ts";
import { comparisonDue, isSuspicious } from "../../../shared/observe/due.ts";
import { aSite } from "../../fixtures/site.ts";
import {
  aComparison,
  anIncident,
  anIntent,
  aRecord,
  aRequest,
  at,
  current,
  stale,
  steered,
  t0,
} from "../../fixtures/world.ts";

/** Made so many minutes before t0, and counting the same since so many minutes before that. */
const compared = (minutesAgo: number, unchangedFor = 0, part: Partial<Comparison> = {}): Comparison => {
  const made = at(-minutes(minutesAgo));
  return aComparison({ at: made, unchangedSince: epochMs(made - minutes(unchangedFor)), ...part });
};
const site = aSite();
const due = (last: Comparison | null, part: Partial<SiteRecord> = {}, policy = {}) =>
  comparisonDue(aSite(policy), aRecord(site, part), null, last, t0);

describe("while all is calm and the replica current, the buckets are compared", () => {
  it("as often as configured", () => {
    expect(due(compared(14))).toBe("ifSuspicious");
    expect(due(compared(15))).toBe("now");
  });

  it("the first time at once", () => {
    expect(due(null)).toBe("now");
  });

  it("when a person asks for something", () => {
    expect(comparisonDue(site, aRecord(site), aRequest("hold"), compared(1), t0)).toBe("now");
  });
});

describe("while the replica is not current, they are compared", () => {
  it.each([
    // minutes since, unchanged for, due
    [1, 0, "now"],
    [1, 1, "now"],
    [1, 2, "ifSuspicious"],
    [2, 2, "now"],
    [3, 4, "ifSuspicious"],
    [4, 4, "now"],
    [14, 300, "ifSuspicious"],
    [15, 300, "now"],
  ])("%d min after a comparison that was the same for %d min: %s", (ago, unchangedFor, expected) => {
    expect(due(compared(ago, unchangedFor), { replica: stale })).toBe(expected);
  });

  it("the same while objects are on their way", () => {
    expect(due(compared(1, 0, { pending: 3 }))).toBe("now");
    expect(due(compared(1, 4, { pending: 3 }))).toBe("ifSuspicious");
  });
});

describe("in an incident they are compared", () => {
  const latched = { steering: steered("secondary", "latch") };
  const upFor = (span: number) => ({
    ...aRecord(site).sides,
    primary: { kind: "up" as const, since: at(-span), seenAt: at(-minutes(1)) },
  });
  const down = {
    ...aRecord(site).sides,
    primary: { kind: "down" as const, since: at(-hours(1)), seenAt: t0 },
  };

  it("on every run while a latch may be due", () => {
    expect(due(compared(1, 300), { incident: anIncident("failedOver"), sides: down })).toBe("now");
  });

  it("ever less often where the replica is stale, or no latch is made", () => {
    const old = { incident: anIncident("failedOver", { since: at(-hours(5)) }), sides: down };
    expect(due(compared(1, 300), { ...old, replica: stale })).toBe("ifSuspicious");
    expect(due(compared(1, 300), old, { latch: false })).toBe("ifSuspicious");
  });

  it("ever less often while visitors are latched, and anew when the phase changes", () => {
    const since = (minutesAgo: number) => anIncident("recovering", { since: at(-minutes(minutesAgo)) });
    expect(due(compared(1, 300), { ...latched, sides: down, incident: since(90) })).toBe("ifSuspicious");
    expect(due(compared(1, 300), { ...latched, sides: upFor(minutes(1)), incident: since(1) })).toBe("now");
  });

  it("when the way back opens", () => {
    const incident = anIncident("recovering", { since: at(-minutes(5)) });
    expect(due(compared(1, 300), { ...latched, sides: upFor(minutes(4)), incident })).toBe("ifSuspicious");
    expect(due(compared(1, 300), { ...latched, sides: upFor(minutes(5)), incident })).toBe("now");
  });

  it("when nothing but the comparison's age keeps visitors from going back", () => {
    const open = {
      ...latched,
      sides: upFor(hours(1)),
      incident: anIncident("ready", { since: at(-hours(1)) }),
    };
    const refused = (digest: string) => ({ ...open, decided: { digest, reason: "", since: t0 } });
    expect(due(compared(4, 300), refused("refuse no-divergence"))).toBe("now");
    expect(due(compared(4, 300), refused("refuse no-divergence flip-rate"))).toBe("ifSuspicious");
    const written = { newestInSecondary: at(-minutes(20)) };
    expect(due(compared(4, 300, written), refused("refuse no-divergence"))).toBe("ifSuspicious");
  });

  it("while a change is under way", () => {
    const part = { ...latched, sides: down, incident: anIncident("failedOver"), intent: anIntent() };
    expect(due(compared(1, 300), { ...part, replica: current })).toBe("now");
  });
});

describe("a suspicion", () => {
  const since = (minutesAgo: number) => [{ since: at(-minutes(minutesAgo)), says: "late" }];

  it("newer than the last comparison is looked at now", () => {
    expect(isSuspicious(site, compared(5, 300), since(4), t0)).toBe(true);
  });

  it("that stands is looked at ever less often", () => {
    expect(isSuspicious(site, compared(1, 300), since(3), t0)).toBe(false);
    expect(isSuspicious(site, compared(2, 300), since(4), t0)).toBe(true);
  });

  it("there is none, and nothing is looked at", () => {
    expect(isSuspicious(site, compared(14, 300), [], t0)).toBe(false);
  });
});
