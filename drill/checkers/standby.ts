import type { RuleName } from "../../shared/model/order.ts";
import type { Intent } from "../../shared/model/record.ts";
import { after, type EpochMs, isoTime } from "../../shared/model/time.ts";
import { recordOf } from "../figures.ts";
import type { World } from "../world.ts";
import type { Checker } from "./checker.ts";
import { downSince, lackedOfRelease, skewAtMost, staleSince } from "./truth.ts";

/**
 * What may be done with visitors, given what the standby is really like. A run sees the world at some moment after it
 * began, so it is only blamed for what was so during all of its time: that is all the grace there is.
 */
export const standbyCheckers: readonly Checker[] = [
  {
    rule: "not-onto-broken",
    promise:
      "visitors are never sent on purpose to a standby that does not serve, is staler than policy lets it be, or can't be known",
    watch: (world, complain) => {
      const unlistable = unlistableIn(world);
      let incidentSince: EpochMs | null = null;
      return {
        recordWritten: ({ incident }) => {
          incidentSince = incident === null ? null : (incidentSince ?? world.time.now);
        },
        moved: ({ after }) => {
          const run = world.aws.caller;
          const intent = recordOf(world)?.intent ?? null;
          if (run === null || intent === null || after !== "secondary") return;
          if (!isJudged(intent, run.startedAt, world)) return;
          const unfit = [
            ["replica-serves", doesNotServe(world, run.startedAt)],
            ["replica-current", isStale(world, run.startedAt, unlistable, incidentSince)],
            ["replica-current", isUnknown(world, unlistable)],
            ["replica-current", isHalfReleased(world, run.startedAt)],
          ] as const;
          for (const [rule, because] of unfit)
            if (because !== null && !isOverridden(rule, intent, world)) complain(because);
        },
      };
    },
  },
];

/** By name, and by a person; whether the rule would have refused is what the controller believed. */
export const isOverridden = (rule: RuleName, { by, overridden }: Intent, world: World): boolean =>
  overridden.includes(rule) ||
  (by === "order" && recordOf(world)?.order?.overrideRules.includes(rule) === true);

/** The controller's own moves, and a person's when it is given; an order that stands is steered by again unasked. */
const isJudged = ({ by }: Intent, startedAt: EpochMs, world: World): boolean =>
  by !== "order" || (recordOf(world)?.order?.placedAt ?? 0) > startedAt + skewAtMost(world);

function doesNotServe(world: World, startedAt: EpochMs): string | null {
  const since = downSince(world, "secondary");
  return since !== null && since <= startedAt
    ? `the standby has served nobody since ${isoTime(since)}`
    : null;
}

/** Stale for all of the run, which had every reason to compare the buckets and nothing that kept it from doing so. */
function isStale(
  world: World,
  startedAt: EpochMs,
  unlistable: Unlistable,
  incidentSince: EpochMs | null,
): string | null {
  const since = staleSince(world);
  if (since === null || since > startedAt || (unlistable.until ?? 0) > startedAt || unlistable.since !== null)
    return null;
  const wasDue = incidentSince !== null && incidentSince < startedAt;
  return wasDue ? `the standby has been stale since ${isoTime(since)}` : null;
}

/** The last moment at which the buckets could be compared is longer ago than policy trusts a comparison. */
function isUnknown(world: World, { since }: Unlistable): string | null {
  const { releases, policy } = world.spec.site;
  const { maxEvidenceAge } = policy.stale;
  // A manifest tells without the primary.
  if (since === null || releases !== null) return null;
  const never = since <= world.start;
  // With its region dark the primary can't be written to: what was known of it does not age, unless policy says so.
  const stands = !policy.stale.agesInOutage && downSince(world, "primary") !== null;
  const tooOld = !stands && after(since, maxEvidenceAge) + skewAtMost(world) < world.time.now;
  return never || tooOld ? `the buckets could not be compared since ${isoTime(since)}` : null;
}

/** With the primary's region dark nothing arrives any more: what the newest release lacks there by then, it lacks for good. */
function isHalfReleased(world: World, startedAt: EpochMs): string | null {
  const { when } = world.spec.site.policy.stale;
  const dark = world.faults.active("regionDark").find(({ side }) => side === "primary");
  if (when === "serve" || dark === undefined || after(world.start, dark.from) > startedAt) return null;
  const lacked = lackedOfRelease(world);
  return lacked === null ? null : `the standby lacks ${lacked} of the newest release`;
}

/** Since when the buckets can't be listed, or until when they could not; throttles and lost answers count as well. */
interface Unlistable {
  since: EpochMs | null;
  until: EpochMs | null;
}

function unlistableIn(world: World): Unlistable {
  const state: Unlistable = { since: null, until: null };
  world.faults.onChange(() => {
    const { faults } = world;
    const out =
      faults.active("regionDark").length > 0 ||
      faults.active("serviceDark").some(({ service }) => service === "s3") ||
      faults.active("bucketDenied").some(({ bucket }) => bucket !== "journal" && bucket !== "switch");
    if (out) state.since ??= world.time.now;
    else if (state.since !== null) [state.since, state.until] = [null, world.time.now];
    if (isS3Troubled(world)) state.until = world.time.now;
  });
  return state;
}

const isS3Troubled = ({ faults }: World): boolean =>
  (["serviceThrottles", "serviceSlow", "answersLost"] as const).some((kind) =>
    faults.active(kind).some(({ service }) => service === "s3"),
  );
