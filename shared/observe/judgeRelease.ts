import type { Reading } from "../model/observation.ts";
import { isWhole, type ReleaseCheck, type ReleaseFound, releasesBehind } from "../model/release.ts";
import type { Site } from "../model/site.ts";
import { between, type EpochMs, sayDuration, sayTime } from "../model/time.ts";
import type { Judgement } from "./verdict.ts";

/** What the release manifests say of the standby alone; null: none are written. A half-copied release is behind by one. */
export function judgeRelease(
  site: Site,
  release: Reading<ReleaseCheck> | null,
  now: EpochMs,
): Judgement | null {
  if (release === null) return null;
  const by = "manifest" as const;
  if (release.kind === "unknown") return { by, kind: "unknown", asOf: release.at, because: release.because };
  const { value: check, at: asOf } = release;
  const { maxReleases, maxEvidenceAge } = site.policy.stale;
  const age = between(asOf, now);
  if (age > maxEvidenceAge)
    return { by, kind: "unknown", asOf, because: `the releases were last checked ${sayDuration(age)} ago` };
  const behind = releasesBehind(check);
  const checked = `checked in the standby alone at ${sayTime(asOf)}`;
  if (behind === 0) return { by, kind: "current", asOf, because: `${sayWhole(check.newest)}, ${checked}` };
  const because = `${sayLack(check)}; ${sayNewestWhole(check, behind)}; policy allows ${maxReleases} behind; ${checked}`;
  return { by, kind: behind > maxReleases ? "stale" : "current", asOf, because };
}

const sayWhole = ({ id, objects, unproven }: ReleaseFound): string =>
  `release ${id} is whole: ${unproven === 0 ? "all" : `${objects - unproven} of`} ${objects} objects as its manifest says`;

/** The newest release may not even have its manifest here. */
function sayLack({ newest, ids }: ReleaseCheck): string {
  const [last] = ids;
  if (last !== undefined && last > newest.id)
    return `release ${last} has not arrived: its manifest is not here`;
  if (isWhole(newest)) return `release ${newest.id} is whole`;
  const parts = [
    newest.missing > 0 ? `${newest.missing} missing${named(newest, "missing")}` : "",
    newest.differs > 0 ? `${newest.differs} not as released${named(newest, "differs")}` : "",
  ].filter((part) => part !== "");
  return `release ${newest.id} is not whole: of ${newest.objects} objects ${parts.join(", ")}`;
}

const sayNewestWhole = ({ whole }: ReleaseCheck, behind: number): string =>
  whole === null ? "no release looked for is whole" : `the newest whole one is ${whole}, ${behind} behind`;

function named({ examples }: ReleaseFound, difference: "missing" | "differs"): string {
  const first = examples.find((example) => example.difference === difference);
  return first === undefined ? "" : ` (first: ${first.key})`;
}
