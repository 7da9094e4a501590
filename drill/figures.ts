import type { JournalEntry } from "../shared/model/journal.ts";
import type { SiteRecord } from "../shared/model/record.ts";
import type { DurationMs, EpochMs } from "../shared/model/time.ts";
import { between } from "../shared/model/time.ts";
import { type ChainCheck, journalPrefix, verifyChain } from "../shared/record/journal.ts";
import type { Fare } from "./visitors.ts";
import type { World } from "./world.ts";

/** What came of a play, in numbers. null: it did not happen. */
export interface Figures {
  /** From the first visitor who failed to all of them served right again. */
  readonly recovery: DurationMs | null;
  readonly parts: {
    /** Until Route 53's checkers agreed: interval x threshold, at most. */
    readonly detection: DurationMs | null;
    /** Until every name server answered the other side. */
    readonly propagation: DurationMs | null;
    /** Until the last resolver had forgotten the old answer. */
    readonly ttl: DurationMs | null;
  };
  /** From the primary's return to all visitors back on it. */
  readonly recoveryBack: DurationMs | null;
  readonly visits: { readonly total: number; readonly failed: number; readonly stale: number };
  /** How long the oldest unreplicated object had been waiting when visitors were sent to the standby. */
  readonly dataAge: DurationMs | null;
  readonly notices: number;
  readonly journal: ChainCheck;
  readonly atRest: boolean;
  /** What is not as it should be at the end; empty: the story ended well. */
  readonly wrong: readonly string[];
}

export function figuresOf(world: World): Figures {
  const failing = world.visitors.fares.find((fare) => fare.shares.failed > 0)?.at ?? null;
  const detected = first(world.chronicle.healthChanges, (change) => !change.healthy, failing);
  const moved = first(world.chronicle.answerChanges, (change) => change.answers === "the secondary", failing);
  const right = first(world.visitors.fares, (fare) => fare.shares.right === 1, failing);
  const { right: good, stale, failed } = world.visitors.fetches;
  const journal = verifyChain(world.spec.site.name, journalOf(world));
  const wrong = wrongAtEnd(world, journal);
  return {
    recovery: span(failing, right),
    parts: {
      detection: span(failing, detected),
      propagation: span(detected, moved),
      ttl: span(moved, right),
    },
    recoveryBack: span(primaryReturned(world), allBack(world)),
    visits: { total: good + stale + failed, failed, stale },
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
  const down = world.chronicle.healthChanges.find((change) => !change.healthy)?.at ?? null;
  return down === null ? null : world.chronicle.primaryBackAt;
}

/** The last moment from which on all visitors were on the primary. */
function allBack(world: World): EpochMs | null {
  const { fares } = world.visitors;
  const isBack = (fare: Fare): boolean => fare.sides.primary === 1 && fare.shares.right === 1;
  const lastAway = fares.findLastIndex((fare) => !isBack(fare));
  return lastAway === -1 ? null : (fares[lastAway + 1]?.at ?? null);
}

function first<T extends { readonly at: EpochMs }>(
  list: readonly T[],
  is: (one: T) => boolean,
  from: EpochMs | null,
): EpochMs | null {
  return from === null ? null : (list.find((one) => one.at >= from && is(one))?.at ?? null);
}

const span = (from: EpochMs | null, to: EpochMs | null): DurationMs | null =>
  from === null || to === null || to < from ? null : between(from, to);
