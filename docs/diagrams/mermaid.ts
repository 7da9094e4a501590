interface Edge {
  readonly from: string;
  readonly to: string;
  readonly on: string;
}

/** A Mermaid state diagram; edges between the same two states share one arrow. */
export function stateDiagram(drawn: {
  readonly start: string;
  readonly states: readonly string[];
  readonly edges: readonly Edge[];
}): string {
  const { start, states, edges } = drawn;
  const arrows = states.flatMap((from) =>
    states.flatMap((to) => {
      const events = edges.filter((edge) => edge.from === from && edge.to === to).map(({ on }) => on);
      return events.length === 0
        ? []
        : [`  ${idOf(from)} --> ${idOf(to)} : ${[...new Set(events)].join(", ")}`];
    }),
  );
  const named = states
    .filter((state) => idOf(state) !== state)
    .map((state) => `  state "${state}" as ${idOf(state)}`);
  return ["```mermaid", "stateDiagram-v2", ...named, `  [*] --> ${idOf(start)}`, ...arrows, "```"].join("\n");
}

/** A Markdown table, its columns padded as the formatter leaves them. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, i) => Math.max(3, ...[head, ...rows].map((cells) => cells[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

const idOf = (state: string): string => state.replace(/\W+/g, "_");
