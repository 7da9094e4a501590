import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import type { Position } from "../../shared/model/order.ts";
import { recordSetsIn, sameSets } from "../../shared/model/positions.ts";
import type { SiteRecord } from "../../shared/model/record.ts";
import type { RecordSet } from "../../shared/model/recordSet.ts";
import { isoTime, minutes } from "../../shared/model/time.ts";
import { recordOf } from "../figures.ts";
import type { World } from "../world.ts";
import type { Checker } from "./checker.ts";

/** What the controller may do to the record sets. The truth is the world's, not what the controller believes. */
export const steeringCheckers: readonly Checker[] = [
  {
    rule: "one-position",
    promise: "all record sets of the site stand in one and the same position",
    watch: (world, complain) => {
      const baseline = world.aws.route53.zone;
      return {
        steered: (_, after) => {
          if (!isBaselineFamily(baseline, _)) return;
          if (positionOf(after, baseline) === null) complain("the record sets are in no one position");
        },
      };
    },
  },
  {
    rule: "intent-first",
    promise: "nothing is changed that no intent in the record said before",
    watch: (world, complain) => ({
      steered: (_, after) => {
        const intent = recordOf(world)?.intent ?? null;
        if (intent === null) complain("the record sets were changed without an intent");
        else if (!sameSets(sets(after), intent.after)) complain(`intent ${intent.id} said something else`);
      },
    }),
  },
  {
    rule: "intent-once",
    promise: "no intent is acted on after its lease has ended",
    watch: (world, complain) => ({
      steered: () => {
        const intent = recordOf(world)?.intent ?? null;
        const skew = skewOf(world);
        if (intent !== null && world.time.now + skew > intent.leaseUntil + minutes(0.5)) {
          complain(
            `intent ${intent.id} was acted on after its lease, which ended ${isoTime(intent.leaseUntil)}`,
          );
        }
      },
    }),
  },
  {
    rule: "order-kept",
    promise: "the controller does not undo a person's order before its end",
    watch: (world, complain) => ({
      steered: () => {
        const record = recordOf(world);
        if (record === null || record.intent === null || !orderStands(record, world)) return;
        if (record.intent.by !== "order")
          complain(`${record.intent.why}, against ${record.order?.kind} of ${record.order?.who.name}`);
      },
    }),
  },
  {
    rule: "frozen-kept",
    promise: "while frozen, the controller moves nothing of its own",
    watch: (world, complain) => ({
      steered: () => {
        const record = recordOf(world);
        if (record?.freeze == null || record.intent === null) return;
        const stands =
          record.freeze.until === null || record.freeze.until > world.time.now + skewOf(world) + minutes(3);
        if (stands && record.intent.by !== "order")
          complain(`${record.intent.why}, while frozen by ${record.freeze.who.name}`);
      },
    }),
  },
  {
    rule: "not-onto-broken",
    promise: "visitors are never sent on purpose to a standby that has been broken for minutes",
    watch: (world, complain) => ({
      steered: (_, after) => {
        const record = recordOf(world);
        const toSecondary = sets(after).some(
          (set) => set.Failover === "PRIMARY" && pointsAtSecondary(set, world),
        );
        if (!toSecondary || record?.intent == null || record.intent.overridden.includes("replica-serves"))
          return;
        const since = brokenSince(world);
        if (since !== null && world.time.now - since > minutes(3))
          complain(`the standby has been broken since ${isoTime(since)}`);
      },
    }),
  },
];

const sets = (zone: readonly ResourceRecordSet[]): readonly RecordSet[] => zone as readonly RecordSet[];

function positionOf(
  zone: readonly ResourceRecordSet[],
  baseline: readonly ResourceRecordSet[],
): Position | null {
  const positions = ["automatic", "primary", "secondary"] as const;
  return positions.find((position) => sameSets(sets(zone), recordSetsIn(position, sets(baseline)))) ?? null;
}

/** What somebody edited by hand is a baseline of its own, and not this rule's concern. */
const isBaselineFamily = (
  baseline: readonly ResourceRecordSet[],
  before: readonly ResourceRecordSet[],
): boolean => positionOf(before, baseline) !== null;

const orderStands = ({ order }: SiteRecord, world: World): boolean =>
  order !== null && (order.until === null || order.until > world.time.now + skewOf(world) + minutes(3));

const pointsAtSecondary = (set: RecordSet, world: World): boolean =>
  set.AliasTarget?.HostedZoneId === world.spec.site.secondary.target.hostedZoneId;

const skewOf = (world: World): number =>
  world.faults.active("clockSkewed").reduce((sum, fault) => sum + fault.by, 0);

function brokenSince(world: World): typeof world.start | null {
  const dark = world.faults.active("regionDark").filter((fault) => fault.side === "secondary");
  const sick = world.faults
    .active("sideFails")
    .filter((fault) => fault.side === "secondary" && fault.share === 1);
  const [first] = [...dark, ...sick]
    .map((fault) => (world.start + fault.from) as typeof world.start)
    .sort((a, b) => a - b);
  return first ?? null;
}
