import { after, type DurationMs, type EpochMs, hours, minutes, ms, seconds } from "../model/time.ts";
import { element, type Markup } from "./markup.ts";
import type { Report, Span } from "./report.ts";

/** Between two marks of the axis: the first that gives no more marks than can be read. */
const spans: readonly DurationMs[] = [
  ...[5, 10, 30].map(seconds),
  ...[1, 2, 5, 10, 15, 30].map(minutes),
  ...[1, 2, 4, 6, 12, 24, 48, 96, 168].map(hours),
];
const marksAtMost = 8;
/** Beyond this, in percent, a mark's words stand on its left. */
const lateAfter = 92;
const lateWhenNarrow = 78;

/** Where a moment stands in the span, in percent of its width. */
export const percentOf = (at: EpochMs, { from, to }: Span): number =>
  Math.round(((at - from) / Math.max(1, to - from)) * 10_000) / 100;

/** Round times before and after zero, each with the time of day. */
export function axisOf({ span, zero }: Pick<Report, "span" | "zero">): Markup {
  const marks = marksOf(span, zero.at).map((at) => {
    const percent = percentOf(at, span);
    return element(
      "li",
      {
        style: `--at:${percent}`,
        class: percent > lateAfter ? "late" : percent > lateWhenNarrow ? "late-when-narrow" : "",
      },
      element("b", {}, sayOffset(ms(at - zero.at))),
      element("span", {}, clock(at, span)),
    );
  });
  return element("ul", { class: "axis", "aria-hidden": "true" }, ...marks);
}

function marksOf(span: Span, zero: EpochMs): readonly EpochMs[] {
  const wide = span.to - span.from;
  const every = spans.find((step) => wide / step <= marksAtMost) ?? ms(wide / marksAtMost);
  const first = Math.ceil((span.from - zero) / every);
  const last = Math.floor((span.to - zero) / every);
  return Array.from({ length: last - first + 1 }, (_, i) => after(zero, ms((first + i) * every)));
}

/** "0", "+5 min", "−90 s", "+2 h", "+1 d": of round spans. */
function sayOffset(span: DurationMs): string {
  if (span === 0) return "0";
  const size = Math.abs(span);
  const units = [
    [hours(24), "d"],
    [hours(1), "h"],
    [minutes(1), "min"],
    [seconds(1), "s"],
  ] as const;
  const [unit, name] = units.find(([unit]) => size % unit === 0) ?? [seconds(1), "s"];
  return `${span < 0 ? "−" : "+"}${Math.round(size / unit)} ${name}`;
}

/** The day stands with it where the span is longer than one. */
function clock(at: EpochMs, { from, to }: Span): string {
  const iso = new Date(at).toISOString();
  return to - from > hours(24) ? iso.slice(5, 16).replace("T", " ") : iso.slice(11, 16);
}
