import type { SiteRecord } from "../../shared/model/record.ts";
import { type EpochMs, isoTime, minutes } from "../../shared/model/time.ts";
import type { Fare } from "../visitors.ts";
import type { World } from "../world.ts";
import type { Checker } from "./checker.ts";
import { downSince, lastAnswered, steeringOf, troublesOf } from "./truth.ts";

/** Time enough for a run that died to be followed by another: its lease, and the minute's run after it. */
const actsWithin = minutes(5);

/** That the controller does what it is there for, and not too eagerly. */
export const failoverCheckers: readonly Checker[] = [
  {
    rule: "latched",
    promise: "once Route 53 moved visitors to a fit standby, and nothing hinders, they are latched there",
    watch: (world, complain) => {
      let [record, ordered]: [SiteRecord | null, EpochMs] = [null, world.start];
      const disturbed = lastDisturbanceIn(world);
      return {
        recordWritten: (written) => {
          record = written;
        },
        entryWritten: ({ kind }) => {
          if (kind === "ordered") ordered = world.time.now;
        },
        ran: () => {
          const since = Math.max(disturbed(), ordered, lastAnswered(world).at);
          if (world.time.now - since < actsWithin || !isOwed(world, record)) return;
          if (steeringOf(world) !== "secondary")
            complain(
              `visitors have been on the standby since ${isoTime(lastAnswered(world).at)}, and are not latched`,
            );
        },
      };
    },
  },
  {
    rule: "incident-real",
    promise: "an incident is opened only where the primary failed somebody, or visitors were moved",
    watch: (world, complain) => {
      let open = false;
      const troubledAt = lastTroubleIn(world);
      return {
        recordWritten: ({ incident, alarms }) => {
          const opened = incident !== null && !open;
          open = incident !== null;
          const startedAt = world.aws.caller?.startedAt ?? world.time.now;
          // A bad release is no fault of the world's, and fails its visitors all the same.
          const failing = faresSince(world, startedAt).some(({ shares }) => shares.failed > 0);
          if (!opened || failing || troubledAt() >= startedAt) return;
          const { at, who } = lastAnswered(world);
          const moved = who !== "all to the primary" || at >= startedAt;
          // Where our own probes can't speak, Route 53's checkers are believed, and their alarm is late by minutes.
          const told = alarms.some(({ arn, value }) => value === "ALARM" && isHealthAlarm(arn, world));
          if (!moved && !told) complain(`the primary is well: ${incident?.why}`);
        },
      };
    },
  },
];

/** What visitors got at any time since then. */
const faresSince = ({ visitors: { fares } }: World, since: EpochMs): readonly Fare[] =>
  fares.slice(
    Math.max(
      0,
      fares.findLastIndex(({ at }) => at <= since),
    ),
  );

const isHealthAlarm = (arn: string, { spec }: World): boolean => spec.site.healthCheck.alarms.includes(arn);

/** Route 53 sends everybody to the standby, the primary serves nobody, the standby is fit, and nobody said otherwise. */
function isOwed(world: World, record: SiteRecord | null): boolean {
  const { site, script } = world.spec;
  if (!site.policy.latch || record === null || record.arming.kind !== "armed") return false;
  if (record.order !== null || record.freeze !== null) return false;
  const down = downSince(world, "primary");
  if (lastAnswered(world).who !== "all away" || down === null) return false;
  // The buckets have to have been compared before, after what was deployed last and what else went wrong; a manifest
  // tells without.
  const compared = site.releases === null ? site.replication.compareEvery : 0;
  const deeds = script.deeds.map(({ at }) => world.start + at + compared + minutes(4));
  const troubles = script.faults
    .filter(({ from }) => world.start + from < down)
    .map(({ from, lasts }) => world.start + from + (lasts ?? 0) + minutes(1.5));
  const known = Math.max(world.start + minutes(1.5), ...deeds, ...troubles);
  const { maxEvidenceAge } = site.policy.stale;
  return down > known && world.time.now - down < maxEvidenceAge - minutes(2);
}

/** When a fault of anything but the primary last stood. */
function lastDisturbanceIn(world: World): () => EpochMs {
  let at = world.start;
  let stands = false;
  world.faults.onChange(() => {
    const all = world.spec.script.faults.filter((fault) =>
      world.faults.active(fault.kind).some((active) => active === fault),
    );
    at = world.time.now;
    stands = all.length > troublesOf(world, "primary").length;
  });
  // A protection is a deed, and keeps the latch from being set for as long as it stands.
  return () => (stands || world.aws.route53.protections.comments.size > 0 ? world.time.now : at);
}

function lastTroubleIn(world: World): () => EpochMs {
  let at = world.start;
  world.faults.onChange((_, begun) => {
    if (!begun || troublesOf(world, "primary").length > 0) at = world.time.now;
  });
  return () => (troublesOf(world, "primary").length > 0 ? world.time.now : at);
}
