import type { LeverName, Position } from "./order.ts";
import type { Steering } from "./record.ts";

/** Where a lever was left: at most one of them steers, and the other stands as if there were none. */
export const leftBy = ({ lever, position }: Steering, of: LeverName): Position =>
  lever === of ? position : "automatic";
