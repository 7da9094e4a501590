import { compareWithBytes, startsWith } from "./encodedKeys.ts";
import type { Page } from "./page.ts";

/** Keys that are not compared: known to be on one side only, or not replicated. */
export interface Exceptions {
  readonly any: boolean;
  has(page: Page, entry: number): boolean;
}

/** "a/b" is one key, "a/*" all keys that begin with "a/". */
export function exceptionsOf(patterns: readonly string[]): Exceptions {
  const prefixes = patterns
    .filter((each) => each.endsWith("*"))
    .map((each) => Buffer.from(each.slice(0, -1)));
  const keys = patterns.filter((each) => !each.endsWith("*")).map((each) => Buffer.from(each));
  return {
    any: patterns.length > 0,
    has: (page, entry) =>
      prefixes.some((prefix) => startsWith(page, entry, prefix)) ||
      keys.some((key) => compareWithBytes(page, entry, key) === 0),
  };
}
