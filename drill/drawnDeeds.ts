import type { Site } from "../shared/model/site.ts";
import type { DurationMs } from "../shared/model/time.ts";
import { seconds } from "../shared/model/time.ts";
import type { Chance } from "./chance.ts";
import type { Deed } from "./script.ts";

/** What people do while all this happens. */
export function drawnDeeds(site: Site, troubled: DurationMs, chance: Chance): readonly Deed[] {
  const drawnAt = (): DurationMs => seconds(chance.between(30, troubled / 1000));
  const orders = Array.from({ length: chance.happens(0.4) ? chance.between(1, 3) : 0 }, () =>
    drawnOrder(site, drawnAt(), chance),
  );
  const deploys: readonly Deed[] = chance.happens(0.4) ? [{ kind: "deploy", at: drawnAt(), bad: false }] : [];
  const writes: readonly Deed[] = chance.happens(0.15)
    ? [{ kind: "writeOnStandby", at: drawnAt(), key: "guestbook/entry-1.html" }]
    : [];
  return [
    ...orders,
    ...deploys,
    ...writes,
    ...(chance.happens(0.08) ? drawnEdits(drawnAt(), troubled, chance) : []),
  ];
}

/** Somebody edits the records by hand, and sees later that it was wrong. */
function drawnEdits(at: DurationMs, troubled: DurationMs, chance: Chance): readonly Deed[] {
  const until = seconds(chance.between(at / 1000 + 30, troubled / 1000 + 60));
  return [
    { kind: "editRecords", at, edit: "dropHealthCheck" },
    { kind: "editRecords", at: until, edit: "restoreHealthCheck" },
  ];
}

/** All of them end while there is still time to come to rest. */
function drawnOrder(site: Site, at: DurationMs, chance: Chance): Deed {
  const by = chance.pick(["anna", "ben"]);
  const action = chance.pick(["force", "hold", "release", "freeze", "unfreeze", "ack", "arm"]);
  const span = ["force", "hold", "freeze", "release"].includes(action)
    ? { for: `${chance.between(1, 6)}m` }
    : {};
  const overridden = chance.happens(0.3) ? { overrideRules } : {};
  return {
    kind: "order",
    at,
    by,
    input: { site: site.name, reason: "drawn", action, ...span, ...overridden },
  };
}

/** Somebody who has made up their mind. */
const overrideRules = [
  "replica-serves",
  "replica-current",
  "would-help",
  "not-both-down",
  "primary-serves",
  "no-divergence",
  "order-in-force",
  "shadow",
] as const;
