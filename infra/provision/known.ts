import type { Stack } from "../../shared/aws/stacks.ts";
import { isPlaceholder, valueAt } from "../../shared/config/placeholders.ts";
import type { Known, Step } from "./step.ts";

/** How a step stands in the account: made by a stack of ours, not made, or made by somebody else, who keeps it. */
export type Standing =
  | { readonly kind: "ours"; readonly stack: Stack }
  | { readonly kind: "missing" }
  | { readonly kind: "foreign"; readonly because: string };

/** What the stacks' outputs say, and sites.yml where there is no stack of ours. `written` is the file's own value. */
export function knownFrom(
  steps: readonly Step[],
  standings: ReadonlyMap<string, Standing>,
  written: unknown,
): Known {
  const stepOf = new Map(steps.map((step) => [step.id, step]));
  const output = (id: string, name: string): string | null => {
    const standing = standings.get(id);
    if (standing?.kind === "ours") return standing.stack.outputs[name] ?? null;
    const fill = stepOf.get(id)?.fills.find((one) => one.output === name);
    const found = fill && valueAt(written, ["sites", hostOf(id), ...fill.path]);
    return typeof found === "string" && !isPlaceholder(found) ? found : null;
  };
  return {
    output,
    isThere: (id) => ["ours", "foreign"].includes(standings.get(id)?.kind ?? ""),
    parameter: (id, name) => {
      const standing = standings.get(id);
      return standing?.kind === "ours" ? (standing.stack.parameters[name] ?? null) : null;
    },
    alarms(host, of) {
      const listed = valueAt(written, ["sites", host, of, "alarms"]);
      if (!Array.isArray(listed) || listed.length === 0) return [];
      const isMade = ({ fills, id }: Step) =>
        hostOf(id) === host && fills.some(({ as, path }) => as === "item" && path[0] === of);
      const made = steps.filter(isMade).filter(({ id }) => standings.get(id)?.kind !== "foreign");
      const ours = made.flatMap(({ id, fills }) => fills.map((fill) => output(id, fill.output)));
      return [...listed.filter((arn) => !isPlaceholder(arn)).map(String), ...ours];
    },
  };
}

/** "edge www.example.com" -> "www.example.com" */
export const hostOf = (stepId: string): string => stepId.split(" ")[1] ?? "";
