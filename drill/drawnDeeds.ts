import type { RuleName } from "../shared/model/order.ts";
import type { Site } from "../shared/model/site.ts";
import type { DurationMs } from "../shared/model/time.ts";
import { seconds } from "../shared/model/time.ts";
import type { Chance } from "./chance.ts";
import type { Deed } from "./script.ts";

/** What people do while all this happens. */
export function drawnDeeds(site: Site, troubled: DurationMs, chance: Chance): readonly Deed[] {
  const drawnAt = (): DurationMs => seconds(chance.between(30, troubled / 1000));
  const orders = Array.from({ length: chance.happens(0.4) ? chance.between(1, 3) : 0 }, () =>
    drawnOrders(site, drawnAt(), chance),
  );
  const deploys = chance.happens(0.4) ? drawnDeploys(drawnAt(), troubled, chance) : [];
  const writes: readonly Deed[] = chance.happens(0.15)
    ? [{ kind: "writeOnStandby", at: drawnAt(), key: "guestbook/entry-1.html" }]
    : [];
  return [
    ...orders.flat(),
    ...deploys,
    ...writes,
    ...(site.switch !== null && chance.happens(0.1) ? drawnPull(drawnAt(), chance) : []),
    ...(chance.happens(0.08) ? drawnEdits(drawnAt(), troubled, chance) : []),
    ...(chance.happens(0.06) ? drawnProtection(drawnAt(), troubled, chance) : []),
  ];
}

/** A release; a bad one is made good by another, some minutes later. */
function drawnDeploys(at: DurationMs, troubled: DurationMs, chance: Chance): readonly Deed[] {
  if (!chance.happens(0.2)) return [{ kind: "deploy", at, bad: false }];
  return [
    { kind: "deploy", at, bad: true },
    { kind: "deploy", at: later(at, troubled, chance), bad: false },
  ];
}

/** The record sets may not be changed for a while, whoever wants to. */
function drawnProtection(at: DurationMs, troubled: DurationMs, chance: Chance): readonly Deed[] {
  return [
    { kind: "protectRecords", at, comment: "not now" },
    { kind: "unprotectRecords", at: later(at, troubled, chance) },
  ];
}

/** Somebody pulls the switch by hand, and takes it back minutes later. */
function drawnPull(at: DurationMs, chance: Chance): readonly Deed[] {
  const object = chance.pick(["hold", "force"] as const);
  const until = seconds(at / 1000 + chance.between(60, 300));
  return [
    { kind: "pullSwitch", at, object },
    { kind: "clearSwitch", at: until, object },
  ];
}

/** Somebody edits the records by hand, and sees later that it was wrong. */
function drawnEdits(at: DurationMs, troubled: DurationMs, chance: Chance): readonly Deed[] {
  return [
    { kind: "editRecords", at, edit: "dropHealthCheck" },
    { kind: "editRecords", at: later(at, troubled, chance), edit: "restoreHealthCheck" },
  ];
}

const later = (at: DurationMs, troubled: DurationMs, chance: Chance): DurationMs =>
  seconds(chance.between(at / 1000 + 30, troubled / 1000 + 60));

/** All of them end while there is still time to come to rest. A force may need somebody else, and may get the same again. */
function drawnOrders(site: Site, at: DurationMs, chance: Chance): readonly Deed[] {
  const by = chance.pick(people);
  const action = chance.pick(["force", "hold", "release", "freeze", "unfreeze", "ack", "arm"]);
  const span = ["force", "hold", "freeze", "release"].includes(action)
    ? { for: `${chance.between(1, 6)}m` }
    : {};
  const lever = site.switch !== null && chance.happens(0.3) ? { lever: chance.pick(levers) } : {};
  const input = { site: site.name, reason: "drawn", action, ...span, ...lever, ...drawnOverrides(chance) };
  const approval = site.policy.twoPerson !== null && action === "force" && chance.happens(0.7);
  const approvedAt = seconds(at / 1000 + chance.between(20, 400));
  return [
    { kind: "order", at, by, input },
    ...(approval ? [{ kind: "order", at: approvedAt, by: chance.pick(people), input } as const] : []),
  ];
}
const people = ["anna", "ben"] as const;
const levers = ["switch", "records"] as const;

/** Somebody who has made up their mind, of this or that rule or of all. */
function drawnOverrides(chance: Chance): { readonly overrideRules?: readonly RuleName[] } {
  if (!chance.happens(0.3)) return {};
  return {
    overrideRules: chance.happens(0.5) ? overrideRules : overrideRules.filter(() => chance.happens(0.6)),
  };
}

const overrideRules: readonly RuleName[] = [
  "replica-serves",
  "replica-current",
  "would-help",
  "not-both-down",
  "primary-serves",
  "no-divergence",
  "order-in-force",
  "shadow",
];
