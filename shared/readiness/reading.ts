import { known, type Reading, unknown } from "../model/observation.ts";
import { reasonOf } from "../model/reason.ts";
import type { Clock } from "../model/time.ts";

/** Asks for something, by the permission that it takes; what can't be read says why, and never throws. */
export type Ask = <T>(permission: string, what: string, read: () => Promise<T>) => Promise<Reading<T>>;

/** At most so many calls at once, so that a check of many sites is no burst of requests. */
export function asking(clock: Pick<Clock, "now">, atOnce: number): Ask {
  const waiting: (() => void)[] = [];
  let running = 0;
  const turn = async (): Promise<void> => {
    if (running < atOnce) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const done = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  return async (permission, what, read) => {
    await turn();
    try {
      return known(await read(), clock.now());
    } catch (error) {
      return unknown(`${what}: ${whyUnread(error, permission)}`, clock.now());
    } finally {
      done();
    }
  };
}

/** A refusal names the permission, since the service does not always; a throttle says that it is one. */
function whyUnread(error: unknown, permission: string): string {
  if (isRefusal(error)) return `not allowed, needs ${permission}`;
  const throttled = error instanceof Error && /throttl|slowdown|toomanyrequests/i.test(error.name);
  return throttled ? `throttled (${error.name})` : reasonOf(error);
}

/** By shape: S3 says AccessDenied, SNS AuthorizationError, others AccessDeniedException; HeadBucket says 403 alone. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/^(AccessDenied(Exception)?|AuthorizationError|UnauthorizedOperation)$/.test(error.name)) return true;
  const metadata = "$metadata" in error ? error.$metadata : null;
  return typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata
    ? metadata.httpStatusCode === 403
    : false;
}
