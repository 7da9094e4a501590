import { known, type Reading, unknown } from "../model/observation.ts";
import { reasonOf } from "../model/reason.ts";
import type { Clock } from "../model/time.ts";

/** What was read, or why not: nothing that fails to be read gets past here as an exception. */
export async function readingOf<T>(clock: Clock, what: string, read: () => Promise<T>): Promise<Reading<T>> {
  try {
    return known(await read(), clock.now());
  } catch (error) {
    return unknown(`${what} can't be read: ${reasonOf(error)}`, clock.now());
  }
}
