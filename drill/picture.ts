import type { EpochMs } from "../shared/model/time.ts";
import type { Fare } from "./visitors.ts";
import type { World } from "./world.ts";

const columns = 64;
const shades = [" ", "░", "▒", "▓", "█"] as const;

/** Who served the visitors over time, at 80 columns: one row for each side, and for those who got nothing good. */
export function pictureOf(world: World): readonly string[] {
  const { fares } = world.visitors;
  const rows: readonly [string, (fare: Fare) => number][] = [
    ["primary", (fare) => fare.sides.primary],
    ["standby", (fare) => fare.sides.secondary],
    ["old content", (fare) => fare.shares.stale],
    ["failing", (fare) => fare.shares.failed],
  ];
  const drawn = rows.map(([name, share]) => `${name.padStart(12)} |${row(world, fares, share)}|`);
  return ["visitors are", "sent to", ...drawn.slice(0, 2), "and get", ...drawn.slice(2), axis(world)].map(
    (line) => line.trimEnd(),
  );
}

function row(world: World, fares: readonly Fare[], share: (fare: Fare) => number): string {
  const step = (world.end - world.start) / columns;
  return Array.from({ length: columns }, (_, column) => {
    const from = world.start + column * step;
    return shadeOf(mean(fares, share, from, from + step));
  }).join("");
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

/** Minutes since the start, under about every eighth column. */
function axis(world: World): string {
  const minutesShown = (world.end - world.start) / 60_000;
  const marks = 8;
  const labels = Array.from({ length: marks }, (_, i) =>
    `${Math.round((i * minutesShown) / marks)} min`.padEnd(columns / marks),
  );
  return `${" ".repeat(14)}${labels.join("")}`;
}
