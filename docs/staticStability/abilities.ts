import { lastAnswered, steeringOf } from "../../drill/checkers/truth.ts";
import type { Fault } from "../../drill/faults.ts";
import { journalOf } from "../../drill/figures.ts";
import type { Deed } from "../../drill/script.ts";
import type { World } from "../../drill/world.ts";
import type { LeverName } from "../../shared/model/order.ts";
import { minutes } from "../../shared/model/time.ts";
import { lasting } from "./darkness.ts";

/** Something that people want to work, how it is played, and how the world tells whether it did. */
export interface Ability {
  readonly name: string;
  readonly faults: readonly Fault[];
  readonly deeds: (lever: LeverName, site: string) => readonly Deed[];
  readonly lastsMin: number;
  readonly works: (world: World) => boolean;
}

const primaryFails = (from: number, lasts: number | null): Fault =>
  lasting({ kind: "sideFails", side: "primary", share: 1, how: "503" }, from, lasts);

/** Whoever orders has made up their mind: what the rules would say is not what is asked here. */
const overrideRules = ["replica-serves", "replica-current", "not-both-down", "would-help", "primary-serves"];
const order =
  (action: string, atMin: number) =>
  (lever: LeverName, site: string): Deed => ({
    kind: "order",
    at: minutes(atMin),
    by: "anna",
    input: { action, site, lever, reason: "table", overrideRules: [...overrideRules, "no-divergence"] },
  });

const answered =
  (who: ReturnType<typeof lastAnswered>["who"]) =>
  (world: World): boolean =>
    lastAnswered(world).who === who;

export const abilities: readonly Ability[] = [
  {
    name: "automatic failover",
    faults: [primaryFails(4, null)],
    deeds: () => [],
    lastsMin: 8,
    works: answered("all away"),
  },
  {
    name: "latch",
    faults: [primaryFails(4, 6)],
    deeds: () => [],
    lastsMin: 12,
    works: (world) => steeringOf(world) === "secondary" && answered("all away")(world),
  },
  {
    name: "force",
    faults: [],
    deeds: (lever, site) => [order("force", 4)(lever, site)],
    lastsMin: 8,
    works: (world) => steeringOf(world) === "secondary" && answered("all away")(world),
  },
  {
    name: "hold",
    faults: [primaryFails(7, null)],
    deeds: (lever, site) => [order("hold", 4)(lever, site)],
    lastsMin: 12,
    works: (world) => steeringOf(world) === "primary" && answered("all to the primary")(world),
  },
  {
    name: "release",
    faults: [],
    deeds: (lever, site) => [order("force", 0.5)(lever, site), order("release", 4)(lever, site)],
    lastsMin: 8,
    works: (world) => steeringOf(world) === "automatic",
  },
  {
    name: "read back",
    faults: [],
    deeds: (lever, site) => [order("force", 4)(lever, site)],
    lastsMin: 8,
    works: (world) => journalOf(world).some(({ kind, data }) => kind === "acted" && isSeen(data["outcome"])),
  },
  {
    name: "notices",
    faults: [],
    deeds: (_, site) => [
      { kind: "order", at: minutes(4), by: "anna", input: { action: "freeze", site, reason: "table" } },
    ],
    lastsMin: 6,
    works: ({ aws }) => aws.topic.published.some(({ subject }) => subject.includes("FROZEN")),
  },
];

const isSeen = (outcome: unknown): boolean =>
  typeof outcome === "object" && outcome !== null && "how" in outcome && outcome.how === "changed";
