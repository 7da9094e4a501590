import type { Reading } from "../model/observation.ts";
import type { Site } from "../model/site.ts";
import type { Ground } from "./ground.ts";

/** `blocks`: the failover would fail, or never come; `hurts`: it works, and visitors or people suffer; `note`: worth knowing. */
export const severities = ["blocks", "hurts", "note"] as const;
export type Severity = (typeof severities)[number];

/** One row of the table: what is asked of the ground long before it is needed. */
export interface Check {
  readonly id: string;
  readonly asks: string;
  readonly severity: Severity;
  /** What a visitor sees in the outage where this is not so. */
  readonly visitor: string;
  /** Commands to paste, or keys of sites.yml, with the site's own names. */
  readonly fix: (site: Site) => readonly string[];
  /** null: it does not apply here, or another row already says that what it asks about is missing. */
  readonly judge: (question: Question) => readonly Flaw[] | null;
}

/** What a judge may look at: a pure function of what was read. */
export interface Question {
  readonly site: Site;
  /** All sites of the file, this one among them. */
  readonly sites: readonly Site[];
  readonly ground: Ground;
}

/** Something that is not as it should be, or that could not be seen. */
export type Flaw =
  | { readonly kind: "fact"; readonly text: string }
  | { readonly kind: "unread"; readonly because: string };

export type Verdict =
  | { readonly kind: "ok" }
  /** `unread`: what else was asked for here and could not be read. */
  | { readonly kind: "finding"; readonly facts: readonly string[]; readonly unread: readonly string[] }
  | { readonly kind: "unknown"; readonly because: string };

/** One fact makes a finding; without any, one thing that could not be read makes it unknown, and unknown is never ok. */
export function verdictOf(flaws: readonly Flaw[]): Verdict {
  const facts = [...new Set(flaws.flatMap((flaw) => (flaw.kind === "fact" ? [flaw.text] : [])))];
  const unread = [...new Set(flaws.flatMap((flaw) => (flaw.kind === "unread" ? [flaw.because] : [])))];
  if (facts.length > 0) return { kind: "finding", facts, unread };
  return unread.length > 0 ? { kind: "unknown", because: unread.join("; ") } : { kind: "ok" };
}

/** What is wrong with a value, where it could be read. */
export function flawsIn<T>(
  reading: Reading<T>,
  wrong: (value: T) => readonly (string | false | null)[],
): readonly Flaw[] {
  if (reading.kind === "unknown") return [{ kind: "unread", because: reading.because }];
  return factsOf(wrong(reading.value));
}

/** The same of two readings that only tell something together. */
export function flawsInBoth<A, B>(
  a: Reading<A>,
  b: Reading<B>,
  wrong: (a: A, b: B) => readonly (string | false | null)[],
): readonly Flaw[] {
  if (a.kind === "known" && b.kind === "known") return factsOf(wrong(a.value, b.value));
  return [a, b].flatMap((reading) =>
    reading.kind === "unknown" ? [{ kind: "unread" as const, because: reading.because }] : [],
  );
}

export const factsOf = (texts: readonly (string | false | null)[]): readonly Flaw[] =>
  texts.flatMap((text) => (text ? [{ kind: "fact" as const, text }] : []));

/** Whether a reading says for sure that there is nothing, which another row reports. */
export const isAbsent = (reading: Reading<unknown>): boolean =>
  reading.kind === "known" && reading.value === null;
