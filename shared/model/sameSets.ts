import type { RecordSet } from "./recordSet.ts";

/** Whether both list the same record sets, in whatever order. Each run asks this a dozen times. */
export const sameSets = (a: readonly RecordSet[], b: readonly RecordSet[]): boolean =>
  a.length === b.length && a.every((set) => holds(b, set)) && b.every((set) => holds(a, set));

/** Whether this very record set is among them, in all its fields. */
export const holds = (sets: readonly RecordSet[], set: RecordSet): boolean =>
  sets.some((other) => isSame(other, set));

/** Field by field, whatever the order of the fields; one that is undefined is none. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  for (const field in a) if (!isSame(a[field], b[field])) return false;
  for (const field in b) if (!(field in a) && b[field] !== undefined) return false;
  return true;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
