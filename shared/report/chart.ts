import { axisOf, percentOf } from "./axis.ts";
import { laneName } from "./laneName.ts";
import { marksRow } from "./marks.ts";
import { element, type Markup } from "./markup.ts";
import type { Chart, Lane, Part, Span, Stretch } from "./report.ts";

/** The lanes over time, drawn. Its text alternative is the table beside it, so readers of screens get only the links. */
export const chartOf = (report: Chart): Markup =>
  element(
    "div",
    { class: "chart", style: `--zero:${percentOf(report.zero.at, report.span)}` },
    axisOf(report),
    ...report.lanes.map((lane) => laneRow(lane, report.span)),
    ...markRows.flatMap(({ name, about, voices }) => {
      const moments = report.moments.filter(({ voice }) => voices.includes(voice));
      return moments.length === 0 ? [] : [marksRow({ name, about, moments }, report)];
    }),
  );

const markRows = [
  { name: "What befell it", about: "and what people did", voices: ["world", "ordered"] },
  { name: "Decided and done", about: "by the controller", voices: ["decided", "done"] },
  { name: "Told", about: "notices to people", voices: ["told"] },
];

function laneRow(lane: Lane, span: Span): Markup {
  if (lane.kind === "notShown")
    return element(
      "div",
      { class: "lane" },
      laneName(lane.name, ""),
      element("p", { class: "track not-shown" }, `Not shown: ${lane.because}`),
    );
  const tall = lane.stretches.some(({ parts }) => parts.length > 1);
  return element(
    "div",
    { class: "lane", "aria-hidden": "true" },
    laneName(lane.name, lane.about),
    element(
      "div",
      { class: tall ? "track tall" : "track" },
      ...lane.stretches.map((stretch) => stretchBar(stretch, span)),
    ),
  );
}

function stretchBar({ from, to, parts }: Stretch, span: Span): Markup {
  const at = percentOf(from, span);
  const wide = Math.round((percentOf(to, span) - at) * 100) / 100;
  return element(
    "div",
    { class: "stretch", style: `--at:${at};--wide:${wide}`, title: sayParts(parts) },
    ...parts.map(({ tone, says, share }) =>
      element("div", { class: `part ${tone}`, style: `--share:${share}` }, element("span", {}, says)),
    ),
  );
}

/** "up", "60 % right, 40 % error" */
export const sayParts = (parts: readonly Part[]): string =>
  parts.length === 1
    ? (parts[0]?.says ?? "")
    : parts.map(({ says, share }) => `${Math.round(share * 100)} % ${says}`).join(", ");
