import { type EpochMs, ms } from "../../shared/model/time.ts";
import { compareBuckets } from "../../shared/verify/compareBuckets.ts";
import { compareKeys } from "../../shared/verify/keyOrder.ts";
import type { HeadPort, VerifyPorts } from "../../shared/verify/ports.ts";
import type { CompareTask, Difference, Limits, Listeners } from "../../shared/verify/task.ts";
import { type WayBack, wayBackOf } from "./wayBack.ts";

export interface WayBackAsked extends Pick<CompareTask, "primary" | "secondary" | "scope"> {
  readonly since: EpochMs | null;
}

/** Each difference between the buckets with its meaning, by key; or why the buckets could not be compared. */
export type WayBackFound =
  | { readonly kind: "found"; readonly compared: number; readonly all: readonly WayBack[] }
  | { readonly kind: "failed"; readonly because: string };

/** Compares without a window: what is young on the standby is just what this looks for. */
export async function findWayBack(
  ports: VerifyPorts & { readonly heads: HeadPort },
  asked: WayBackAsked,
  limits: Limits,
  onProgress: NonNullable<Listeners["onProgress"]>,
): Promise<WayBackFound> {
  const { primary, secondary, scope, since } = asked;
  const differences: Difference[] = [];
  const result = await compareBuckets(
    ports,
    {
      ...{ primary, secondary, scope },
      mode: "auto",
      window: ms(0),
      now: ports.clock.now(),
      learned: null,
      resume: null,
      inventory: false,
    },
    limits,
    { onProgress, onDifference: (difference) => void differences.push(difference) },
  );
  if (result.kind !== "complete") return { kind: "failed", because: result.because };
  const all = await sideBySide(limits.inFlight, differences, async (difference) =>
    wayBackOf(difference, await ports.heads.head(secondary, difference.key), since),
  );
  return { kind: "found", compared: result.found.compared, all: all.sort(byKey) };
}

async function sideBySide<T, R>(most: number, all: readonly T[], ask: (one: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  const left = all.values();
  const worker = async () => {
    for (const one of left) answers.push(await ask(one));
  };
  await Promise.all(Array.from({ length: most }, worker));
  return answers;
}

const byKey = (one: WayBack, other: WayBack): number => compareKeys(one.key, other.key);
