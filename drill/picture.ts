import { type EpochMs, ms, sayDuration } from "../shared/model/time.ts";
import type { Zero } from "./outage.ts";
import type { Fare } from "./visitors.ts";
import type { World } from "./world.ts";

const margin = 14;
const shades = [" ", "░", "▒", "▓", "█"] as const;
/** Minutes between two marks of the axis: the first that leaves room for their numbers. */
const spans = [1, 2, 5, 10, 15, 30, 60, 120, 240] as const;

/** Who served the visitors over time: one row for each side, and for those who got nothing good. */
export function pictureOf(world: World, zero: Zero, columns: number): readonly string[] {
  const { fares } = world.visitors;
  const width = Math.max(20, columns - margin - 1);
  const step = (world.end - world.start) / width;
  const row = (name: string, share: (fare: Fare) => number): string => {
    const cells = Array.from({ length: width }, (_, column) => {
      const from = world.start + column * step;
      return shadeOf(mean(fares, share, from, from + step));
    });
    return `${name.padStart(margin - 2)} |${cells.join("")}|`;
  };
  return [
    `Where visitors are, and what they get (█ all, ░ few; a column is ${sayDuration(ms(step))}):`,
    row("primary", ({ sides }) => sides.primary),
    row("standby", ({ sides }) => sides.secondary),
    row("old release", ({ shares }) => shares.stale),
    row("failing", ({ shares }) => shares.failed),
    axis(world, zero, width),
    `${" ".repeat(margin)}minutes since ${zero.what}`,
  ];
}

/** Anything at all is shown. */
const shadeOf = (share: number): string => shades[Math.ceil(share * (shades.length - 1) - 1e-9)] ?? " ";

function mean(fares: readonly Fare[], share: (fare: Fare) => number, from: number, to: number): number {
  let sum = 0;
  for (const [i, fare] of fares.entries()) {
    const end = fares[i + 1]?.at ?? (Number.POSITIVE_INFINITY as EpochMs);
    const overlap = Math.min(end, to) - Math.max(fare.at, from);
    if (overlap > 0) sum += share(fare) * overlap;
  }
  return sum / (to - from);
}

/** Round minutes before and after zero, each number beginning under the column of its minute. */
function axis({ start, end }: World, zero: Zero, width: number): string {
  const columnOf = (minute: number): number =>
    Math.floor(((zero.at - start + minute * 60_000) / (end - start)) * width);
  const span = spans.find((minutes) => columnOf(minutes) - columnOf(0) >= 7) ?? 480;
  let text = "";
  const first = Math.ceil((start - zero.at) / 60_000 / span) * span;
  for (let minute = first; columnOf(minute) <= width - 3; minute += span)
    text = `${text.padEnd(columnOf(minute))}${minute > 0 ? "+" : ""}${minute}`;
  return `${" ".repeat(margin)}${text}`;
}
