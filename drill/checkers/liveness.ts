import type { SiteRecord } from "../../shared/model/record.ts";
import { after, minutes } from "../../shared/model/time.ts";
import { figuresOf, recordOf } from "../figures.ts";
import type { World } from "../world.ts";
import type { Checker } from "./checker.ts";
import {
  downSince,
  newestDeletedOnStandby,
  newestOnlyOnStandby,
  skewAtMost,
  staleSince,
  steeringOf,
} from "./truth.ts";

/** Once faults have stopped and time has passed, the world is at rest. */
export const livenessCheckers: readonly Checker[] = [
  {
    rule: "at-rest",
    promise: "visitors get the site, nothing is under way, and everything is told",
    watch: (world, complain) => ({
      atEnd: () => {
        for (const wrong of figuresOf(world).wrong) complain(wrong);
      },
    }),
  },
  {
    rule: "right-side",
    promise: "visitors are where the record says that they are steered to",
    watch: (world, complain) => ({
      atEnd: () => {
        const should = sideAtRest(world);
        const last = world.visitors.fares.at(-1);
        if (should !== null && last?.sides[should] !== 1) complain(`visitors are not on the ${should}`);
      },
    }),
  },
  {
    rule: "home",
    promise:
      "visitors end on the primary and Route 53 decides, unless a person's word or a rule whose condition holds keeps them",
    watch: (world, complain) => ({
      atEnd: () => {
        const record = recordOf(world);
        if (record === null || record.steering.position === "automatic" || isKept(record, world)) return;
        const { position, by } = record.steering;
        complain(`still at ${position} by ${by}: ${record.decided?.reason}`);
      },
    }),
  },
];

/** In `automatic` with a healthy primary that is the primary. Where a person's edit stands, it is that person's to undo. */
function sideAtRest(world: World): "primary" | "secondary" | null {
  const record = recordOf(world);
  const edited = world.spec.script.deeds.some(({ kind }) => kind === "editRecords");
  if (record === null || (record.drift !== null && edited)) return null;
  return record.steering.position === "secondary" ? "secondary" : "primary";
}

/** A run of the last minutes may not have seen the end of an order yet. */
const seenWithin = minutes(2);

function isKept(record: SiteRecord, world: World): boolean {
  const { order, freeze, steering, decided } = record;
  const now = world.end;
  const stands = ({ until }: { readonly until: number | null }): boolean =>
    until === null || until > now - seenWithin - skewAtMost(world);
  if ([order, freeze].some((word) => word !== null && stands(word))) return true;
  if (steering.position === "secondary" && world.spec.site.policy.failback.mode === "manual") return true;
  if (steering.by === "gate" && (downSince(world, "secondary") !== null || staleSince(world) !== null))
    return true;
  const [refused, ...rules] = (decided?.digest ?? "").split(" ");
  return refused === "refuse" && rules.some((rule) => holds[rule]?.(world, record) === true);
}

/** Whether what a rule refuses for is really so: the controller's word for it is no excuse. */
const holds: Readonly<Record<string, (world: World, record: SiteRecord) => boolean>> = {
  frozen: () => false,
  shadow: (_, { arming }) => arming.kind === "shadow",
  "not-both-down": (world) => downSince(world, "primary") !== null && downSince(world, "secondary") !== null,
  "would-help": (world) => downSince(world, "primary") !== null && downSince(world, "secondary") !== null,
  "replica-serves": (world) => downSince(world, "secondary") !== null,
  "replica-current": (world) => staleSince(world) !== null,
  "primary-serves": (world) => downSince(world, "primary") !== null,
  "no-divergence": (world) => newestOnlyOnStandby(world) !== null || newestDeletedOnStandby(world) !== null,
  cooldown: ({ chronicle, end, spec }) =>
    chronicle.answerChanges.some(({ at }) => after(at, spec.site.policy.cooldown) > end - minutes(1)),
  "flip-rate": ({ chronicle, spec }) => chronicle.answerChanges.length >= spec.site.policy.flipRate.max,
  "stale-plan": (world, { steering }) => steeringOf(world) !== steering.position,
};
