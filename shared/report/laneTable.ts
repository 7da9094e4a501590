import { sayParts } from "./chart.ts";
import { element, type Markup } from "./markup.ts";
import type { Lane, Report } from "./report.ts";
import { clockOf } from "./sayMoment.ts";

/** The chart's lanes as a table, for who reads rather than looks. */
export function laneTable({ lanes, span }: Pick<Report, "lanes" | "span">): Markup {
  const heads = ["Lane", "From", "To", "What stood"].map((head) => element("th", { scope: "col" }, head));
  return element(
    "table",
    { class: "lanes-table" },
    element("caption", {}, `From ${clockOf(span.from)} to ${clockOf(span.to)} UTC, lane by lane.`),
    element("thead", {}, element("tr", {}, ...heads)),
    ...lanes.map((lane) => element("tbody", {}, ...rowsOf(lane))),
  );
}

function rowsOf(lane: Lane): readonly Markup[] {
  const name = element("th", { scope: "row" }, lane.name);
  if (lane.kind === "notShown")
    return [element("tr", {}, name, element("td", { colspan: 3 }, `Not shown: ${lane.because}`))];
  return lane.stretches.map(({ from, to, parts }) =>
    element(
      "tr",
      {},
      name,
      ...[clockOf(from), clockOf(to), sayParts(parts)].map((text) => element("td", {}, text)),
    ),
  );
}
