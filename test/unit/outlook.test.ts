import { describe, expect, it } from "vitest";
import { noTimes } from "../../shared/model/incident.ts";
import { outlookOf } from "../../shared/override/outlook.ts";
import type { SaidTerm, SiteStanding } from "../../shared/override/status.ts";
import { aSite } from "../fixtures/site.ts";

const ann: SaidTerm = { kind: "force", who: "Ann", why: "drill", until: null };
const until = "2026-11-23T07:00:00.000Z";

/** A quiet night, and what is different about it. */
const standing = (part: Partial<SiteStanding> = {}): SiteStanding => ({
  site: "www.example.com",
  asOf: "2026-11-23T03:00:00.000Z",
  position: "automatic",
  by: "route53",
  lever: "records",
  since: "2026-11-23T00:00:00.000Z",
  why: "",
  phase: "calm",
  incident: null,
  lastIncident: null,
  traffic: "primary",
  visitors: "",
  sides: { primary: { health: "up", because: "answers" }, secondary: { health: "up", because: "answers" } },
  replica: {
    verdict: "current",
    because: "",
    asOf: "2026-11-23T03:00:00.000Z",
    ageSeconds: 0,
    lagSeconds: 0,
    restsOn: [],
    unseen: [],
    suspicions: [],
  },
  fit: "fit",
  route53HealthCheck: "healthy",
  order: null,
  proposal: null,
  freeze: null,
  deploy: null,
  arming: "armed",
  underWay: null,
  drift: null,
  switchDrift: null,
  lastDecision: null,
  diverged: false,
  unsentNotices: 0,
  lastRunAt: "2026-11-23T03:00:00.000Z",
  ...part,
});
const released = {
  id: "www.example.com-20261123022000",
  openedAt: "2026-11-23T02:20:00.000Z",
  why: "",
  times: {
    ...Object.fromEntries(Object.keys(noTimes).map((what) => [what, null])),
    released: "2026-11-23T02:59:00.000Z",
  } as NonNullable<SiteStanding["incident"]>["times"],
};
const down = {
  primary: { health: "down", because: "timeout" },
  secondary: { health: "up", because: "answers" },
} as const;

describe("a site's standing is said in its first words, with the ways out", () => {
  it.each<[string, Partial<SiteStanding>, string, string]>([
    ["a quiet night", {}, "WELL, on the primary", "force hold freeze"],
    [
      "a latched failover",
      { traffic: "secondary", by: "latch", position: "secondary", phase: "failedOver", sides: down },
      "FAILED OVER to the standby, latched there",
      "release freeze",
    ],
    [
      "a way back that would lose what was written on the standby",
      {
        traffic: "secondary",
        by: "latch",
        position: "secondary",
        phase: "ready",
        diverged: true,
      },
      "FAILED OVER to the standby, latched there",
      "failback-manifest release freeze",
    ],
    [
      "Route 53's own failover",
      { traffic: "secondary", phase: "failedOver", sides: down },
      "FAILED OVER to the standby by Route 53",
      "force hold",
    ],
    [
      "a person's force",
      { traffic: "secondary", by: "order", position: "secondary", order: ann },
      "ON THE STANDBY by Ann's force",
      "release",
    ],
    [
      "a primary that is down",
      { phase: "suspected", sides: down },
      "PRIMARY DOWN, visitors not moved yet",
      "force hold",
    ],
    [
      "a primary that this very look finds down",
      { sides: down },
      "PRIMARY DOWN, visitors not moved yet",
      "force hold",
    ],
    [
      "a primary that is down behind the gate",
      { phase: "suspected", sides: down, by: "gate", position: "primary", fit: "unfit" },
      "PRIMARY DOWN, failover HELD BACK",
      "force release",
    ],
    [
      "a primary that is down and held",
      { phase: "suspected", by: "order", position: "primary", order: { ...ann, kind: "hold", until } },
      "PRIMARY DOWN, held there by Ann",
      "release force",
    ],
    [
      "a hold",
      { by: "order", position: "primary", order: { ...ann, kind: "hold", until } },
      "HOLD by Ann",
      "release",
    ],
    [
      "a closed gate",
      { by: "gate", fit: "unfit" },
      "ON THE PRIMARY, and the standby is NOT FIT",
      "force release",
    ],
    [
      "a replica nothing is known of",
      { fit: "unknown" },
      "ON THE PRIMARY, and the standby is NOT KNOWN to be fit",
      "hold",
    ],
    [
      "a force that visitors have not followed yet",
      { by: "order", position: "secondary", order: ann, sides: down, phase: "suspected" },
      "FORCED by Ann, visitors follow",
      "release",
    ],
    [
      "a release that visitors have not followed yet",
      { traffic: "secondary", phase: "returning", incident: released },
      "RELEASED, visitors go back to the primary",
      "force freeze",
    ],
    [
      "a site that nobody has looked at for three minutes",
      { lastRunAt: "2026-11-23T02:57:00.000Z" },
      "WELL, on the primary, NOT WATCHED",
      "force hold freeze",
    ],
    [
      "a site that nobody ever looked at",
      { lastRunAt: null },
      "WELL, on the primary, NOT WATCHED",
      "force hold freeze",
    ],
    ["a proposal", { proposal: { ...ann, until } }, "FORCE ASKED FOR, second person needed", "force"],
    ["a change under way", { underWay: { to: "secondary", plannedAt: until } }, "MOVING to the standby", ""],
    ["somebody's edit", { drift: "edited" }, "RECORD SETS EDITED by somebody else", "freeze"],
    ["visitors nobody saw", { traffic: "unknown" }, "NOT KNOWN who serves the visitors", "force hold"],
    ["visitors on both", { traffic: "split" }, "VISITORS SPLIT between the two sides", "force hold"],
    [
      "a frozen site",
      { freeze: { ...ann, kind: "freeze", until } },
      "WELL, on the primary, FROZEN",
      "unfreeze",
    ],
    ["a site in shadow", { arming: "shadow" }, "WELL, on the primary, IN SHADOW", "arm force hold freeze"],
  ])("%s", (_, part, headline, ways) => {
    const outlook = outlookOf(standing(part), aSite());
    expect(outlook.headline).toBe(headline);
    expect(outlook.ways.map(({ action }) => action).join(" ")).toBe(ways);
  });

  it("says until when an order stands", () => {
    expect(outlookOf(standing({ order: { ...ann, kind: "hold", until } }), aSite()).next).toBe(
      "It stays so until 2026-11-23T07:00:00Z; then the controller decides anew.",
    );
  });

  it("says that a manual way back waits for a person", () => {
    const ready = standing({ traffic: "secondary", by: "latch", phase: "ready" });
    const site = aSite({ failback: { mode: "manual", stableFor: aSite().policy.failback.stableFor } });
    expect(outlookOf(ready, site).next).toBe(
      "The primary is stable: the way back waits for a person's release.",
    );
  });
});
