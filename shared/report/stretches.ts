import type { EpochMs } from "../model/time.ts";
import type { Part, Span, Stretch, Tone } from "./report.ts";

/** A state from a moment on. */
export interface Change {
  readonly at: EpochMs;
  readonly parts: readonly Part[];
}

export const all = (tone: Tone, says: string): readonly Part[] => [{ tone, says, share: 1 }];

/** What stood when, from changes in the order of time; what stands before the first is `before`. */
export function stretchesOf(
  changes: readonly Change[],
  span: Span,
  before: readonly Part[],
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let open: Change = { at: span.from, parts: before };
  for (const change of changes) {
    if (same(change.parts, open.parts)) continue;
    close(stretches, open, change.at, span);
    open = change;
  }
  close(stretches, open, span.to, span);
  return stretches;
}

function close(stretches: Stretch[], { at, parts }: Change, until: EpochMs, span: Span): void {
  const from = at < span.from ? span.from : at;
  const to = until > span.to ? span.to : until;
  if (to > from) stretches.push({ from, to, parts });
}

const same = (a: readonly Part[], b: readonly Part[]): boolean =>
  a.length === b.length &&
  a.every((part, i) => part.says === b[i]?.says && part.tone === b[i]?.tone && part.share === b[i]?.share);
