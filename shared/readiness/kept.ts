import type { EpochMs } from "../model/time.ts";
import { hours } from "../model/time.ts";
import type { Readiness } from "./checkSite.ts";

/** What the readiness function found last, as it lies beside the record, and what people were told of it. */
export interface KeptReadiness {
  readonly format: 1;
  readonly site: string;
  readonly at: EpochMs;
  readonly findings: readonly { readonly id: string; readonly facts: readonly string[] }[];
  readonly unknown: readonly { readonly id: string; readonly because: string }[];
  readonly ok: number;
  /** Findings that people know of; they are told of what differs from these. */
  readonly told: readonly string[];
  /** When they were told lately. */
  readonly toldAt: readonly EpochMs[];
  /** Number of the next notice. */
  readonly nextNotice: number;
}

/** Findings that appeared and that went since people were last told. */
export interface Change {
  readonly appeared: readonly string[];
  readonly gone: readonly string[];
}

const toldAtMost = 6;
const within = hours(24);

/** The new result; who was told what is carried over. */
export function keptFrom(readiness: Readiness, before: KeptReadiness | null): KeptReadiness {
  const { site, at, checked } = readiness;
  return {
    format: 1,
    site,
    at,
    findings: checked.flatMap(({ check: { id }, verdict }) =>
      verdict.kind === "finding" ? [{ id, facts: verdict.facts }] : [],
    ),
    unknown: checked.flatMap(({ check: { id }, verdict }) =>
      verdict.kind === "unknown" ? [{ id, because: verdict.because }] : [],
    ),
    ok: checked.filter(({ verdict }) => verdict.kind === "ok").length,
    told: before?.told ?? [],
    toldAt: (before?.toldAt ?? []).filter((told) => at - told < within),
    nextNotice: before?.nextNotice ?? 1,
  };
}

/**
 * What there is to tell; null: nothing, or too much was told today, and it is told later what differs then. A finding
 * that can't be read now is not gone.
 */
export function changeToTell({ findings, unknown, told, toldAt }: KeptReadiness): Change | null {
  const found = findings.map(({ id }) => id);
  const unread = unknown.map(({ id }) => id);
  const appeared = found.filter((id) => !told.includes(id));
  const gone = told.filter((id) => !found.includes(id) && !unread.includes(id));
  return appeared.length + gone.length === 0 || toldAt.length >= toldAtMost ? null : { appeared, gone };
}

export const afterTelling = (kept: KeptReadiness, { appeared, gone }: Change): KeptReadiness => ({
  ...kept,
  told: [...kept.told.filter((id) => !gone.includes(id)), ...appeared],
  toldAt: [...kept.toldAt, kept.at],
  nextNotice: kept.nextNotice + 1,
});

/** Whether the one says what the other does, but for the time. */
export const saysTheSame = (a: KeptReadiness, b: KeptReadiness): boolean =>
  JSON.stringify({ ...a, at: 0 }) === JSON.stringify({ ...b, at: 0 });
