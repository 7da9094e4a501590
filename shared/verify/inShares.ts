import { after, type DurationMs, type EpochMs } from "../model/time.ts";
import { compareBuckets } from "./compareBuckets.ts";
import type { VerifyPorts } from "./ports.ts";
import type { Paused } from "./result.ts";
import { type Share, sharesOf } from "./shares.ts";
import { nothingFound } from "./tally.ts";
import type { CompareTask, Limits } from "./task.ts";
import { type Complete, wholeOf } from "./wholeOf.ts";

/** Where the shares of one comparison lie, as JSON, between the functions that work on it. */
export interface SharedFolder {
  /** null: nothing was written under the name. */
  read(name: string): Promise<unknown>;
  /** Over whatever was there: each name has one writer at a time, who may be tried again. */
  write(name: string, value: unknown): Promise<void>;
}

/** What all shares have in common; `now` is when the whole began, so that all judge an object's age alike. */
export interface WholeTask extends Pick<CompareTask, "primary" | "secondary" | "scope" | "mode" | "window"> {
  readonly whole: string;
}

/** What one turn of one share leaves for the next, or for the merge. */
type Part = { readonly whole: string } & (Complete | { readonly kind: "paused"; readonly paused: Paused });

interface Plan {
  /** Names the whole: what another one left in the folder is not of it. */
  readonly whole: string;
  readonly now: EpochMs;
  readonly learned: readonly string[];
  readonly shares: number;
}

/** The first step: cuts the key space, and writes the list that the Distributed Map reads. */
export async function planShares(
  folder: SharedFolder,
  whole: string,
  now: EpochMs,
  learned: readonly string[],
  fewestPoints?: number,
): Promise<{ readonly shares: number }> {
  const shares = sharesOf(learned, fewestPoints);
  await folder.write("plan", { whole, now, learned, shares: shares.length } satisfies Plan);
  await folder.write("shares", shares);
  return { shares: shares.length };
}

/**
 * One turn of one share: until it is done, or the time is up. What was found is written either way, and the next turn
 * goes on from there. Throws when a bucket can't be listed: Step Functions tries again.
 */
export async function compareShare(
  ports: VerifyPorts,
  folder: SharedFolder,
  { whole, ...common }: WholeTask,
  share: Share,
  limits: Omit<Limits, "deadline"> & { readonly time: DurationMs },
): Promise<{ readonly done: boolean }> {
  const plan = await planOf(folder, whole);
  const before = await partOf(folder, whole, share.nth);
  if (before?.kind === "complete") return { done: true };
  const resume = before?.paused ?? startOf(share);
  const task = { ...common, now: plan.now, learned: plan.learned, resume, inventory: true };
  const deadline = after(ports.clock.now(), limits.time);
  const result = await compareBuckets(ports, task, { ...limits, deadline });
  if (result.kind === "failed") throw new Error(result.because);
  await folder.write(nameOf(share.nth), { ...result, whole });
  return { done: result.kind === "complete" };
}

/** The last step. Throws when a share is missing: half a comparison would read like a whole one. */
export async function mergeShares(
  folder: SharedFolder,
  whole: string,
): Promise<{ readonly now: EpochMs; readonly shares: number; readonly whole: Complete }> {
  const { now, shares } = await planOf(folder, whole);
  const parts: Complete[] = [];
  for (let nth = 0; nth < shares; nth += 1) {
    const part = await partOf(folder, whole, nth);
    if (part?.kind !== "complete") throw new Error(`share ${nth} of ${shares} was not compared to its end`);
    parts.push(part);
  }
  return { now, shares, whole: wholeOf(parts) };
}

async function planOf(folder: SharedFolder, whole: string): Promise<Plan> {
  const plan = (await folder.read("plan")) as Plan | null;
  if (plan === null) throw new Error("the comparison has no plan: its folder is empty");
  if (plan.whole !== whole) throw new Error(`another comparison has begun since: ${plan.whole}`);
  return plan;
}

async function partOf(folder: SharedFolder, whole: string, nth: number): Promise<Part | null> {
  const part = (await folder.read(nameOf(nth))) as Part | null;
  return part?.whole === whole ? part : null;
}

const nameOf = (nth: number): string => `share-${String(nth).padStart(4, "0")}`;

const startOf = ({ after, upTo }: Share): Paused => ({
  left: [{ after, upTo }],
  found: nothingFound,
  open: { doubts: [], extras: [] },
  milestones: [],
  inventory: [],
});
