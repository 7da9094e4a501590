/** Times are branded, so that a clock's milliseconds are never compared with a span of them. */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number & { readonly unit: "ms since epoch" };
/** A span in milliseconds. */
export type DurationMs = number & { readonly unit: "ms" };

/** The only source of time: real in a Lambda, virtual in the drill. */
export interface Clock {
  now(): EpochMs;
  sleep(span: DurationMs): Promise<void>;
}

export const epochMs = (ms: number): EpochMs => ms as EpochMs;
export const ms = (span: number): DurationMs => span as DurationMs;
export const seconds = (n: number): DurationMs => ms(n * 1000);
export const minutes = (n: number): DurationMs => seconds(n * 60);
export const hours = (n: number): DurationMs => minutes(n * 60);

export const after = (at: EpochMs, span: DurationMs): EpochMs => epochMs(at + span);
export const before = (at: EpochMs, span: DurationMs): EpochMs => epochMs(at - span);
export const between = (from: EpochMs, to: EpochMs): DurationMs => ms(to - from);

/** ISO 8601 in UTC, as the journal and the notices print times. */
export const isoTime = (at: EpochMs): string => new Date(at).toISOString();

/** "2026-01-13T03:04:05Z": ISO 8601 too, for sentences; nobody at night needs the milliseconds. */
export const sayTime = (at: EpochMs): string => `${isoTime(at).slice(0, 19)}Z`;

const shortForm = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/i;
const isoForm = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i;

/** Reads "90s", "15m", "1h30m", "2d" or ISO 8601 "PT2H"; null for anything else, zero included. */
export function parseDuration(text: string): DurationMs | null {
  const parts = (shortForm.exec(text) ?? isoForm.exec(text))?.slice(1);
  if (parts === undefined) return null;
  const [days, hrs, mins, secs] = parts.map((part) => Number(part ?? 0));
  const span = seconds((((days ?? 0) * 24 + (hrs ?? 0)) * 60 + (mins ?? 0)) * 60 + (secs ?? 0));
  return span > 0 && Number.isSafeInteger(span) ? span : null;
}

/** "45 s", "12 min", "3 h 5 min", "2 d 4 h": the two largest units, for people. */
export function sayDuration(span: DurationMs): string {
  const total = Math.max(0, Math.round(span / 1000));
  const units: [number, string][] = [
    [Math.floor(total / 86_400), "d"],
    [Math.floor(total / 3600) % 24, "h"],
    [Math.floor(total / 60) % 60, "min"],
    [total % 60, "s"],
  ];
  const first = units.findIndex(([n]) => n > 0);
  if (first === -1) return "0 s";
  return units
    .slice(first, first + 2)
    .filter(([n]) => n > 0)
    .map(([n, unit]) => `${n} ${unit}`)
    .join(" ");
}
