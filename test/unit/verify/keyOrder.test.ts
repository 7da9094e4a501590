import { expect, test } from "vitest";
import { compareKeys } from "../../../shared/verify/keyOrder.ts";

// U+FF5E is EF BD 9E, U+1F600 is F0 9F 98 80; by UTF-16 units the second would come first.
test.each([
  ["a", "b"],
  ["a", "a/"],
  ["A", "a"],
  ["é", "\uff5e"],
  ["\ud7ff", "\ue000"],
  ["\uffff", "\u{10000}"],
  ["\uff5e", "\u{1f600}"],
  ["\u{1f600}", "\u{1f601}"],
  ["x\u{1f600}", "x\u{1f600}a"],
])("orders %j before %j, by their UTF-8 bytes", (first, second) => {
  expect(compareKeys(first, second)).toBeLessThan(0);
  expect(compareKeys(second, first)).toBeGreaterThan(0);
  expect(compareKeys(first, first)).toBe(0);
});
