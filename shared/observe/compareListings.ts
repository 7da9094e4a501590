import type { Comparison } from "../model/observation.ts";
import { after, type Clock, type DurationMs, sayDuration } from "../model/time.ts";
import { Differences } from "./differences.ts";
import { compareKeys } from "./keyOrder.ts";
import type { ListedObject } from "./ports.ts";

type Listing = AsyncIterable<readonly ListedObject[]>;

/** What one comparison may cost. Past it there is no result, rather than half of one that reads like the whole. */
export interface Budget {
  readonly objects: number;
  readonly time: DurationMs;
}

export interface ListingsCompared {
  readonly comparison: Comparison;
  readonly inReplica: number;
}

/**
 * Walks both listings side by side in the one order they share, so memory does not grow with the number of objects.
 * Neither is a snapshot: what is written meanwhile may look missing or different, but is young, and so pending. Throws
 * when a listing can't be read, is out of order, or the budget is spent.
 */
export async function compareListings(
  primary: Listing,
  replica: Listing,
  window: DurationMs,
  clock: Pick<Clock, "now">,
  budget: Budget,
): Promise<ListingsCompared> {
  const differences = new Differences(clock.now(), window);
  const spend = spender(budget, clock);
  const [ours, theirs] = [cursor(primary, spend), cursor(replica, spend)];
  let [source, copy] = await Promise.all([ours(), theirs()]);
  let inReplica = 0;
  while (source !== null || copy !== null) {
    const order = orderOf(source, copy);
    if (source !== null && order <= 0) differences.source(source, order === 0 ? copy : null);
    if (copy !== null && order > 0) differences.extra(copy);
    if (order >= 0) inReplica++;
    [source, copy] = await Promise.all([order <= 0 ? ours() : source, order >= 0 ? theirs() : copy]);
  }
  return { comparison: differences.comparison(clock.now()), inReplica };
}

/** A listing that has ended sorts after everything. */
function orderOf(source: ListedObject | null, copy: ListedObject | null): number {
  if (source === null) return 1;
  return copy === null ? -1 : compareKeys(source.key, copy.key);
}

/** Gives one object after the other, then null. Out of order, every object would look missing and extra: that is no listing. */
function cursor(listing: Listing, spend: (objects: number) => void): () => Promise<ListedObject | null> {
  const pages = listing[Symbol.asyncIterator]();
  let page: readonly ListedObject[] = [];
  let position = 0;
  let last: ListedObject | null = null;
  return async () => {
    while (position === page.length) {
      const next = await pages.next();
      if (next.done === true) return null;
      spend(next.value.length);
      [page, position] = [next.value, 0];
    }
    const object = page[position++] ?? null;
    if (last !== null && object !== null && compareKeys(last.key, object.key) >= 0)
      throw new Error(`the listing is out of order: "${object.key}" after "${last.key}"`);
    last = object;
    return object;
  };
}

function spender(budget: Budget, clock: Pick<Clock, "now">): (objects: number) => void {
  const until = after(clock.now(), budget.time);
  let left = budget.objects;
  return (objects) => {
    left -= objects;
    if (left < 0) throw new Error(`it took too long: more than ${budget.objects} objects`);
    if (clock.now() > until) throw new Error(`it took too long: more than ${sayDuration(budget.time)}`);
  };
}
