import type { LeverName, Position } from "./order.ts";
import type { SiteRecord, Steering } from "./record.ts";

/** Where a lever was left: at most one of them steers, and the other stands as if there were none. */
export const leftBy = ({ lever, position }: Steering, of: LeverName): Position =>
  lever === of ? position : "automatic";

/** Whether a lever that can't be read now may be taken to steer nobody: it was left so, and nothing speaks against it. */
export const wasFree = ({ steering, drift, switchDrift }: SiteRecord, of: LeverName): boolean =>
  leftBy(steering, of) === "automatic" && (of === "records" ? drift : switchDrift) === null;
