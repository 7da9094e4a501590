import type { JournalEntry } from "../shared/model/journal.ts";
import type { SiteRecord } from "../shared/model/record.ts";
import type { DurationMs, EpochMs } from "../shared/model/time.ts";
import { between } from "../shared/model/time.ts";
import { type ChainCheck, journalPrefix, verifyChain } from "../shared/record/journal.ts";
import { type Recovery, recoveryOf } from "./recovery.ts";
import type { World } from "./world.ts";

/** What came of a play, in numbers. null: it did not happen. */
export interface Figures {
  readonly recovery: Recovery | null;
  /** From the primary's return to the last visitor back on it. */
  readonly recoveryBack: DurationMs | null;
  /** Fetches of all visitors; a part of one where a side fails a share of them. */
  readonly visits: { readonly total: number; readonly failed: number; readonly stale: number };
  /** How long the oldest unreplicated object had been waiting when visitors were first sent to the standby. */
  readonly dataAge: DurationMs | null;
  readonly notices: number;
  readonly journal: ChainCheck;
  readonly atRest: boolean;
  /** What is not as it should be at the end; empty: the story ended well. */
  readonly wrong: readonly string[];
}

export function figuresOf(world: World): Figures {
  const { right, stale, failed } = world.visitors.fetches;
  const journal = verifyChain(world.spec.site.name, journalOf(world));
  const wrong = wrongAtEnd(world, journal);
  return {
    recovery: recoveryOf(world),
    recoveryBack: span(primaryReturned(world), allBack(world)),
    visits: { total: right + stale + failed, failed, stale },
    dataAge: world.chronicle.dataAge,
    notices: world.aws.topic.published.length,
    journal,
    atRest: wrong.length === 0,
    wrong,
  };
}

export function recordOf(world: World): SiteRecord | null {
  const stored = world.aws.journal.current(`sites/${world.spec.site.name}/record.json`);
  return stored === null ? null : (JSON.parse(stored.body) as SiteRecord);
}

export function journalOf(world: World): readonly JournalEntry[] {
  const { journal } = world.aws;
  const keys = journal.keys().filter((key) => key.startsWith(journalPrefix(world.spec.site.name)));
  return keys.flatMap((key) => {
    const stored = journal.current(key);
    return stored === null ? [] : [JSON.parse(stored.body) as JournalEntry];
  });
}

/** Calm again: visitors served right, nothing under way, everything told, the journal whole. */
function wrongAtEnd(world: World, journal: ChainCheck): readonly string[] {
  const record = recordOf(world);
  const last = world.visitors.fares.at(-1);
  return [
    last?.shares.right === 1 ? null : "not all visitors get the site as it was last deployed",
    record === null ? "there is no record" : null,
    (record?.intent ?? null) === null ? null : "an intent is still under way",
    (record?.outbox.length ?? 0) === 0 ? null : "notices wait to be sent",
    journal.kind === "whole" ? null : `the journal is broken: ${journal.because}`,
  ].filter((problem) => problem !== null);
}

function primaryReturned(world: World): EpochMs | null {
  const left = world.visitors.fares.some(({ sides }) => sides.secondary > 0);
  return left ? world.chronicle.primaryBackAt : null;
}

/** The moment from which on all visitors were on the primary, to the end. */
function allBack(world: World): EpochMs | null {
  const { fares } = world.visitors;
  const lastAway = fares.findLastIndex(({ sides }) => sides.primary !== 1);
  return lastAway === -1 ? null : (fares[lastAway + 1]?.at ?? null);
}

const span = (from: EpochMs | null, to: EpochMs | null): DurationMs | null =>
  from === null || to === null || to < from ? null : between(from, to);
