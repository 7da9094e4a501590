import type { DurationMs, EpochMs } from "./time.ts";

/** As the object's body says it: by the clock of whoever wrote it, so that its age is exact. */
export interface Beat {
  readonly count: number;
  readonly at: EpochMs;
}

/** One that was written to the primary's bucket. */
export interface SentBeat extends Beat {
  /** How old the newest was that the standby held by then; null: it held none. */
  readonly lag: DurationMs | null;
}

/** What is kept of them beside the record, the newest last. */
export interface SentBeats {
  readonly sent: readonly SentBeat[];
  /** Why the last could not be written; null: it was. */
  readonly failure: { readonly at: EpochMs; readonly because: string } | null;
}

/** Both ends of replication. */
export interface HeartbeatSeen extends SentBeats {
  /** The newest in the standby's bucket; null: none is there. */
  readonly arrived: Beat | null;
}
