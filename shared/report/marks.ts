import { percentOf } from "./axis.ts";
import { laneName } from "./laneName.ts";
import { element, type Markup } from "./markup.ts";
import type { Chart, Moment, Span } from "./report.ts";

/** Marks nearer to each other than this, in percent of the width, are drawn as one with their number. */
const nearest = 2.6;

/** What happened, as links to where it is told. */
export function marksRow(
  {
    name,
    about,
    moments,
  }: { readonly name: string; readonly about: string; readonly moments: readonly Moment[] },
  { span }: Pick<Chart, "span">,
): Markup {
  const marks = clustersOf(moments, span).map(({ at, together }) => {
    const says = together.map(({ text }) => text).join("\n");
    const [first] = together;
    const number = together.length === 1 ? "" : String(together.length);
    return element(
      "li",
      { style: `--at:${at}` },
      element(
        "a",
        {
          class: `mark ${first?.voice ?? ""}`,
          href: `#${first?.id ?? ""}`,
          title: says,
          "aria-label": number === "" ? says : `${number}: ${says}`,
        },
        number,
      ),
    );
  });
  return element(
    "div",
    { class: "lane" },
    laneName(name, about),
    element("nav", { "aria-label": name }, element("ul", { class: "track marks" }, ...marks)),
  );
}

interface Cluster {
  readonly at: number;
  readonly together: readonly Moment[];
}

function clustersOf(moments: readonly Moment[], span: Span): readonly Cluster[] {
  const clusters: Cluster[] = [];
  for (const moment of moments) {
    const at = percentOf(moment.at, span);
    const last = clusters.at(-1);
    if (last === undefined || at - last.at > nearest) clusters.push({ at, together: [moment] });
    else clusters[clusters.length - 1] = { ...last, together: [...last.together, moment] };
  }
  return clusters;
}
