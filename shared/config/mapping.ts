import * as v from "valibot";
import { shown, wrong } from "./finding.ts";
import { nearest } from "./nearest.ts";

/**
 * A mapping with these keys and no other. Built on looseObject, as valibot's strictObject stops at the first unknown
 * key, and a person wants to hear of all of them at once, each with the key that was meant.
 */
export const mapping = <const E extends v.ObjectEntries>(description: string, entries: E) =>
  v.pipe(
    v.looseObject(entries, (issue) => missingOrMisshapen(issue, entries)),
    v.rawCheck(({ dataset, addIssue }) => {
      const input: unknown = dataset.value;
      if (input === null || typeof input !== "object") return;
      for (const [key, value] of Object.entries(input))
        if (!Object.hasOwn(entries, key))
          addIssue({
            message: unknownKey(key, Object.keys(entries)),
            path: [{ type: "unknown", origin: "key", input, key, value }],
          });
    }),
    v.metadata({ description, additionalProperties: false }),
  );

/** What to say of a key that nobody knows here, and which was likely meant. */
function unknownKey(key: string, knownKeys: readonly string[]): string {
  const known = `keys known here: ${knownKeys.join(", ")}`;
  if (/^\d+$/.test(key)) return wrong("a list stands where keys are expected", known);
  const meant = nearest(key, knownKeys);
  return wrong(`unknown key ${shown(key)}`, meant === null ? known : `did you mean "${meant}"?`);
}

function missingOrMisshapen(issue: v.LooseObjectIssue, entries: v.ObjectEntries): string {
  const key = issue.path?.at(-1)?.key;
  if (typeof key !== "string")
    return wrong(
      `${shown(issue.input)} is not a mapping`,
      `write keys below it: ${Object.keys(entries).join(", ")}`,
    );
  return wrong(`"${key}" is missing`, `add ${key}${meaning(entries[key])}`);
}

function meaning(entry: v.ObjectEntries[string] | undefined): string {
  if (entry === undefined || entry.async) return "";
  const { description, examples } = v.getMetadata(entry);
  const example = Array.isArray(examples) ? `, for example ${shown(examples[0])}` : "";
  return description === undefined ? example : ` (${description})${example}`;
}
