import type { EpochMs } from "../model/time.ts";

/** What a report tells, before it is drawn. It is the same for a drill and for a real incident. */
export interface Report {
  readonly title: string;
  /** One or two sentences: what this is of. */
  readonly story: string;
  readonly ending: Ending;
  readonly span: Span;
  /** What minutes and seconds are counted from, and its name: "the outage began". */
  readonly zero: { readonly at: EpochMs; readonly what: string };
  /** The few that matter most, and then all of them, in words. */
  readonly headFigures: readonly HeadFigure[];
  readonly figures: readonly (readonly [name: string, said: string])[];
  readonly lanes: readonly Lane[];
  readonly moments: readonly Moment[];
}

/** What the drawing over time is made of. */
export type Chart = Pick<Report, "span" | "zero" | "lanes" | "moments">;

/** How it ended; `open`: it has not, as far as this tells. */
export interface Ending {
  readonly kind: "well" | "badly" | "open";
  readonly says: string;
}

export interface HeadFigure {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

export interface Span {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** How a state looks. Colour is never alone: each tone has its own pattern, and each stretch its words. */
export type Tone = "well" | "warning" | "bad" | "unknown" | "away" | "held";

/** What stood in one lane for a while; several parts where not all fared the same. Their shares add up to 1. */
export interface Stretch extends Span {
  readonly parts: readonly Part[];
}

export interface Part {
  readonly tone: Tone;
  readonly says: string;
  readonly share: number;
}

export type Lane =
  | {
      readonly kind: "shown";
      readonly name: string;
      /** Where this is known from. */
      readonly about: string;
      readonly stretches: readonly Stretch[];
    }
  | { readonly kind: "notShown"; readonly name: string; readonly because: string };

/** Whose line it is in the story; `world`, `dns` and `visitors` are only known of a drill. */
export const voices = ["world", "ordered", "seen", "decided", "done", "told", "dns", "visitors"] as const;
export type Voice = (typeof voices)[number];

/** Something that happened. `seq`: its number in the journal; null: the journal doesn't have it. */
export interface Moment {
  /** Of its line on the page, unique there. */
  readonly id: string;
  readonly at: EpochMs;
  readonly voice: Voice;
  readonly text: string;
  readonly seq: number | null;
}
