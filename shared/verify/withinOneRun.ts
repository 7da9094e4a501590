import type { BucketRef } from "../model/bucket.ts";
import type { Comparison } from "../model/observation.ts";
import { after, type DurationMs, type EpochMs, sayDuration } from "../model/time.ts";
import { compareBuckets } from "./compareBuckets.ts";
import type { VerifyPorts } from "./ports.ts";
import type { Example, Found } from "./result.ts";
import type { Limits } from "./task.ts";

/** The client tries three times itself, each within five seconds: more would be past the time. */
const limits: Omit<Limits, "deadline"> = {
  signal: null,
  inFlight: 32,
  requestsPerSecond: null,
  memoryBytes: 128_000_000,
  tries: 1,
};

interface Asked {
  readonly primary: BucketRef;
  readonly secondary: BucketRef;
  readonly prefix: string;
  readonly exceptions: readonly string[];
  readonly window: DurationMs;
  readonly time: DurationMs;
}

/** A comparison for the loop, whole or not at all: half of one would read like the whole. Throws when there is none. */
export const withinOneRun =
  (ports: VerifyPorts) =>
  async ({ primary, secondary, prefix, exceptions, window, time }: Asked) => {
    const now = ports.clock.now();
    const scope = { prefix, exceptions };
    const mode = "key+size+etag" as const;
    const nothingKnown = { learned: null, resume: null, inventory: false };
    const task = { primary, secondary, scope, mode, window, now, ...nothingKnown };
    const result = await compareBuckets(ports, task, { ...limits, deadline: after(now, time) });
    if (result.kind === "failed") throw new Error(result.because);
    if (result.kind === "paused") throw new Error(`it took too long: more than ${sayDuration(time)}`);
    return {
      comparison: comparisonOf(result.found, now, ports.clock.now()),
      inReplica: result.found.inSecondary,
    };
  };

function comparisonOf(found: Found, at: EpochMs, endedAt: EpochMs): Comparison {
  const { compared, missing, differs, extra, pending, lag, newestInSecondary } = found;
  const counts = { compared, missing, differs, extra, pending };
  const examples = found.examples.filter(isNamed);
  const times = { at, endedAt, unchangedSince: at };
  return { ...times, mode: "key+size+etag", ...counts, lag, newestInSecondary, examples };
}

type Named = Comparison["examples"][number];
const isNamed = (example: Example): example is Named =>
  example.difference !== "pending" && example.difference !== "unproven";
