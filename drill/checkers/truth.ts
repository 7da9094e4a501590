import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import type { Position } from "../../shared/model/order.ts";
import { plainName } from "../../shared/model/recordSet.ts";
import type { SideName, Site } from "../../shared/model/site.ts";
import { after, type EpochMs, minutes } from "../../shared/model/time.ts";
import { keyOf } from "../content.ts";
import type { Fault } from "../faults.ts";
import type { World } from "../world.ts";

/**
 * What the world itself knows, told apart from what the controller sees or believes. Nothing here uses the controller's
 * own reading of record sets or buckets, so that the two can't be wrong together.
 */

/** The position that all record sets of the site stand in together; null: they contradict each other. */
export function stanceOf(zone: readonly ResourceRecordSet[], site: Site): Position | null {
  const stances = site.names.flatMap(({ name, types }) =>
    types.map((type) =>
      stanceOfPair(
        zone.filter((set) => isOf(set, name, type)),
        site,
      ),
    ),
  );
  const [first = null] = stances.filter((stance) => stance !== "taken away");
  const alike = stances.every(
    (stance) => stance === first || (stance === "taken away" && first === "secondary"),
  );
  return alike ? first : null;
}

/** What the objects of the switch say, to anybody who looks; no switch says nothing. */
export function switchSays({ aws, spec }: World): Position {
  const { keys } = spec.site.switch ?? {};
  if (keys === undefined || aws.switch === null) return "automatic";
  if (aws.switch.current(keys.force) !== null) return "secondary";
  return aws.switch.current(keys.hold) === null ? "automatic" : "primary";
}

/** Record sets that are steered have no health check, so what they say goes; else the switch decides. */
export const steeredBy = (records: Position | null, says: Position): Position | null =>
  records === "automatic" ? says : records;

/** Where both levers together leave the visitors; null: the record sets contradict each other. */
export const steeringOf = (world: World): Position | null =>
  steeredBy(stanceOf(world.aws.route53.zone, world.spec.site), switchSays(world));

/** A type that the standby has no records for is taken away while visitors are to be there. */
function stanceOfPair(pair: readonly ResourceRecordSet[], site: Site): Position | "taken away" | null {
  const first = pair.find((set) => set.Failover === "PRIMARY");
  if (first === undefined) return pair.length === 0 ? "taken away" : null;
  const target = plainName(first.AliasTarget?.DNSName ?? "");
  const checked = first.HealthCheckId !== undefined;
  if (target === plainName(site.primary.target.domainName)) return checked ? "automatic" : "primary";
  return target === plainName(site.secondary.target.domainName) && !checked ? "secondary" : null;
}

const isOf = (set: ResourceRecordSet, name: string, type: string): boolean =>
  set.Type === type && plainName(set.Name ?? "") === plainName(name);

/** Since when nobody at all is served by the side, by the faults that stand; null: somebody is. */
export function downSince(world: World, side: SideName): EpochMs | null {
  const [first] = troublesOf(world, side)
    .filter((fault) => fault.kind !== "sideFails" || fault.share === 1)
    .map(({ from }) => after(world.start, from))
    .sort((a, b) => a - b);
  return first ?? null;
}

/** Faults by which visitors of the side fare worse, some of them or all. */
export function troublesOf({ faults }: World, side: SideName): readonly Fault[] {
  const sides = [...faults.active("regionDark"), ...faults.active("sideFails")];
  const disabled = side === "primary" ? faults.active("distributionDisabled") : [];
  return [...sides.filter((fault) => fault.side === side), ...disabled];
}

/** Whether anything at all is wrong with the world just now. */
export const faultsStand = ({ faults, spec }: World): boolean =>
  spec.script.faults.some((fault) => faults.active(fault.kind).some((active) => active === fault));

/** Since when policy calls the standby's content too old to serve; null: it may serve. */
export function staleSince({ aws, spec }: World): EpochMs | null {
  const { replication, policy } = spec.site;
  if (policy.stale.when === "serve") return null;
  const { primary, secondary } = aws.buckets;
  const behind = primary.keys().flatMap((key) => {
    const source = primary.current(key);
    if (source === null || !isContent(spec.site, key)) return [];
    return secondary.current(key)?.etag === source.etag ? [] : [after(source.modifiedAt, replication.window)];
  });
  return behind.sort((a, b) => a - b)[policy.stale.maxKeys] ?? null;
}

/** What visitors are served; a manifest is none of it. */
const isContent = ({ replication, releases }: Site, key: string): boolean =>
  key.startsWith(replication.prefix) && (releases === null || !key.startsWith(releases.prefix));

/**
 * What the standby lacks of the newest release whose manifest is there, read off the manifest as it is written; null:
 * nothing, or there are no manifests.
 */
export function lackedOfRelease({ aws, spec: { site } }: World): string | null {
  const { releases } = site;
  const { secondary } = aws.buckets;
  const newest =
    releases === null ? null : secondary.keys().findLast((key) => key.startsWith(releases.prefix));
  const text = newest == null ? null : (secondary.current(newest)?.body.split("\n")[1] ?? null);
  if (text === null) return null;
  const { objects }: { objects: readonly { key: string; version: string }[] } = JSON.parse(text);
  return objects.find(({ key, version }) => secondary.current(key)?.versionId !== version)?.key ?? null;
}

/** When somebody last deleted an object on the standby itself that the primary still has; null: nobody did. */
export function newestDeletedOnStandby({ aws }: World): EpochMs | null {
  const { primary, secondary } = aws.buckets;
  return primary.keys().reduce<EpochMs | null>((last, key) => {
    const at = secondary.deletedAt(key);
    return at !== null && (last === null || at > last) ? at : last;
  }, null);
}

/** When somebody last wrote an object on the standby itself that the primary has not, or not the same; null: nobody did. */
export function newestOnlyOnStandby({ aws }: World): EpochMs | null {
  const { primary, secondary } = aws.buckets;
  const own = secondary.keys().flatMap((key) => {
    const copy = secondary.current(key);
    if (copy === null || copy.replication === "REPLICA") return [];
    return primary.current(key)?.etag === copy.etag ? [] : [copy.modifiedAt];
  });
  return own.sort((a, b) => b - a)[0] ?? null;
}

/** By how much the clocks of runs may be wrong at some time of the play. */
export const skewAtMost = ({ spec }: World): number =>
  spec.script.faults.reduce((sum, fault) => sum + (fault.kind === "clockSkewed" ? Math.abs(fault.by) : 0), 0);

/** Whom the name servers send to which side, and since when. */
export interface Answered {
  readonly at: EpochMs;
  readonly who: "all to the primary" | "all away" | "some away";
}

export function lastAnswered(world: World): Answered {
  const last = world.chronicle.answerChanges.at(-1);
  return last === undefined
    ? { at: world.start, who: "all to the primary" }
    : { at: last.at, who: whoIn(last.answers) };
}

/** A way home and back so short that no run, of one a minute, has to have seen it. */
const unseenFor = minutes(2);

/** When a name server first sent somebody away from the primary, the last time that this began; null: never. */
export function sentAwayAt({ chronicle }: World): EpochMs | null {
  const { answerChanges } = chronicle;
  const lastHome = answerChanges.findLastIndex(
    ({ at, answers }, nth) =>
      whoIn(answers) === "all to the primary" && (answerChanges[nth + 1]?.at ?? at) - at >= unseenFor,
  );
  return answerChanges[lastHome + 1]?.at ?? null;
}

/** As the chronicle says it: a share in percent, where name servers differ. */
function whoIn(answers: string): Answered["who"] {
  if (answers === "the primary") return "all to the primary";
  return answers.includes("%") || answers === "nothing" ? "some away" : "all away";
}

/** Whether the page that visitors ask for is not there, whoever deployed it so. */
export const lacksPage = ({ aws, spec }: World, side: SideName): boolean =>
  aws.buckets[side].current(keyOf(spec.site.visitor.path)) === null;
