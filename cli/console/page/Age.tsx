import { between, type EpochMs, sayDuration } from "../../../shared/model/time.ts";

/** Older than this it may be different by now, and is greyed. */
const oldAfterMs = 90_000;

export const isOld = (at: EpochMs, now: EpochMs): boolean => now - at > oldAfterMs;

/** "4 s ago" */
export function Age({
  at,
  now,
  what = "",
}: {
  readonly at: EpochMs;
  readonly now: EpochMs;
  readonly what?: string;
}) {
  const old = isOld(at, now);
  return (
    <time
      class={old ? "age old" : "age"}
      dateTime={new Date(at).toISOString()}
      title={new Date(at).toISOString()}
    >
      {what}
      {sayDuration(between(at, now))} ago
    </time>
  );
}
