import type { NoticeKind } from "./notice.ts";

/** What an entry is about, in the past tense. */
export type JournalKind =
  | "observed"
  | "ordered"
  | "refused"
  | "decided"
  | "intended"
  | "acted"
  | "abandoned"
  | "told";

/** One line of the append-only record: who, what, when and why. `hash` covers all the rest, `previous` included. */
export interface JournalEntry {
  readonly seq: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly site: string;
  readonly incident: string | null;
  readonly kind: JournalKind;
  /** "controller", or the person. */
  readonly who: string;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly previous: string;
  readonly hash: string;
}

/** What the story hands to the journal, before it is numbered and chained; `tell`: what a person is told of it, if at all. */
export interface Happening extends Pick<JournalEntry, "kind" | "who" | "text" | "data"> {
  readonly tell: NoticeKind | null;
}
