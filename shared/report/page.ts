import { readFileSync } from "node:fs";
import { chartOf } from "./chart.ts";
import { laneTable } from "./laneTable.ts";
import { element, htmlOf, type Markup } from "./markup.ts";
import { momentList, silencing } from "./momentList.ts";
import type { Ending, HeadFigure, Report, Tone } from "./report.ts";

const style = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

/** A report as one HTML file: nothing in it asks for anything else, and nothing in it runs. */
export function pageOf(report: Report): string {
  const css = [style("look.css"), style("chart.css"), style("report.css"), silencing].join("\n");
  const body = element("body", {}, element("main", {}, ...sectionsOf(report)));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="color-scheme" content="light dark">
${htmlOf(element("title", {}, `${report.title} · failover report`))}
<style>
${css}</style>
</head>
${htmlOf(body)}
</html>
`;
}

const sectionsOf = (report: Report): readonly Markup[] => [
  element(
    "header",
    {},
    element("p", { class: "eyebrow" }, "Failover report"),
    element("h1", {}, report.title),
    element("p", { class: "lead" }, report.story),
    endingOf(report.ending),
  ),
  element("section", { class: "heads", "aria-label": "In short" }, ...report.headFigures.map(headFigure)),
  element(
    "section",
    { class: "over-time", "aria-labelledby": "over-time" },
    element("h2", { id: "over-time" }, "Over time"),
    element("p", { class: "hint" }, `Times are UTC, and from when ${report.zero.what} (the dashed line).`),
    chartOf(report),
    legend,
    element("details", {}, element("summary", {}, "The same as a table"), laneTable(report)),
  ),
  element(
    "section",
    { class: "figures", "aria-labelledby": "figures" },
    element("h2", { id: "figures" }, "Figures"),
    element(
      "dl",
      {},
      ...report.figures.map(([name, said]) =>
        element("div", {}, element("dt", {}, name), element("dd", {}, said)),
      ),
    ),
  ),
  momentList(report),
];

const endingOf = ({ kind, says }: Ending): Markup =>
  element(
    "p",
    { class: `ending ${kind}` },
    element("span", { class: "sign", "aria-hidden": "true" }, signs[kind]),
    says,
  );

const signs: Readonly<Record<Ending["kind"], string>> = { well: "✓", badly: "✕", open: "…" };

const headFigure = ({ name, value, note }: HeadFigure): Markup =>
  element(
    "div",
    { class: "head-figure" },
    element("h2", {}, name),
    element("p", { class: "value" }, value),
    element("p", { class: "note" }, note),
  );

const tones: readonly (readonly [Tone, string])[] = [
  ["well", "well"],
  ["away", "on the standby"],
  ["held", "held on the primary"],
  ["warning", "of concern"],
  ["bad", "failing"],
  ["unknown", "not known"],
];

const legend = element(
  "ul",
  { class: "legend", "aria-hidden": "true" },
  ...tones.map(([tone, says]) => element("li", {}, element("i", { class: `part ${tone}` }), says)),
);
