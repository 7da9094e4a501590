import type { HeldCheck } from "../model/observation.ts";
import type { Site } from "../model/site.ts";
import { between, type EpochMs, sayDuration, sayTime } from "../model/time.ts";
import type { Judgement } from "./verdict.ts";

/**
 * What the standby holds of what the primary was last seen to hold. Ranges that miss keys, or are as old as they were and
 * yet not the same, are behind. Where something newer arrived, nobody compared it: half of a release would look like that.
 */
export function judgeInventory(site: Site, held: HeldCheck, agedAt: EpochMs): Judgement {
  const by = "inventory" as const;
  const { asOf, known, missingAtLeast, otherParts, newer } = held;
  const { maxEvidenceAge, maxKeys } = site.policy.stale;
  const age = between(asOf, agedAt);
  const since = `what the primary was seen to hold at ${sayTime(asOf)}`;
  if (age > maxEvidenceAge)
    return {
      by,
      kind: "unknown",
      asOf,
      because: `${since} is ${sayDuration(age)} old, and policy trusts it for ${sayDuration(maxEvidenceAge)}`,
    };
  if (otherParts === 0)
    return { by, kind: "current", asOf, because: `the standby holds all ${known} objects of ${since}` };
  const where = sayRanges(held);
  if (newer > 0 && missingAtLeast === 0)
    return {
      by,
      kind: "unknown",
      asOf,
      because: `${newer} objects of the standby are newer than ${since}, and nobody compared them: ${where}`,
    };
  const behind = Math.max(missingAtLeast, otherParts);
  const because = `of ${known} objects of ${since} the standby lacks at least ${behind}: ${where}; policy allows ${maxKeys} objects`;
  return { by, kind: behind > maxKeys ? "stale" : "current", asOf, because };
}

function sayRanges({ examples, otherParts }: HeldCheck): string {
  const [first] = examples;
  if (first === undefined) return `${otherParts} ranges of keys are not as they were`;
  const from = first.after === "" ? "the first key" : `after "${first.after}"`;
  const to = first.upTo === null ? "the last" : `"${first.upTo}"`;
  return `${otherParts} ranges of keys are not as they were, the first from ${from} to ${to}`;
}
