import { isPlaceholder, placeholder, valueAt } from "../../shared/config/placeholders.ts";
import { type Edit, editYaml } from "../../shared/config/yamlDocument.ts";
import { hostOf } from "./known.ts";
import type { Known, Step } from "./step.ts";

/** An id that sites.yml has otherwise than the stack that made it. */
export interface Contradiction {
  readonly path: string;
  readonly written: string;
  readonly made: string;
}

export interface Writing {
  readonly text: string;
  readonly wrote: readonly { readonly path: string; readonly value: string }[];
}

/** sites.yml with every id that is known by now in its placeholder's place; nothing else of it changes. */
export function fillIn(text: string, written: unknown, steps: readonly Step[], known: Known): Writing {
  const edits = [...valueEdits(written, steps, known), ...listEdits(written, steps, known)];
  return {
    text: edits.length === 0 ? text : editYaml(text, edits),
    wrote: edits.map(({ path, put }) => ({ path: path.slice(1).join("."), value: put.join(", ") })),
  };
}

/** What a stack of ours made, and sites.yml names differently: a person has to say which is meant. */
export function contradictions(
  written: unknown,
  steps: readonly Step[],
  known: Known,
): readonly Contradiction[] {
  return valueFills(steps, known).flatMap(({ path, made }) => {
    const found = valueAt(written, path);
    if (typeof found !== "string" || isPlaceholder(found) || found === made) return [];
    return [{ path: path.slice(1).join("."), written: found, made }];
  });
}

const valueFills = (steps: readonly Step[], known: Known) =>
  steps.flatMap((step) =>
    step.fills
      .filter(({ as }) => as === "value")
      .flatMap(({ output, path }) => {
        const made = known.output(step.id, output);
        return made === null ? [] : [{ path: ["sites", hostOf(step.id), ...path], made }];
      }),
  );

/** An id goes to its own place; a domain name also into the URLs that were written with its placeholder. */
function valueEdits(written: unknown, steps: readonly Step[], known: Known): readonly Edit[] {
  return valueFills(steps, known).flatMap(({ path, made }) => {
    const find = valueAt(written, path);
    if (typeof find !== "string" || !isPlaceholder(find)) return [];
    const side = path.slice(0, 3);
    const urls = find === placeholder ? [] : stringsWith(find, valueAt(written, side), side, path);
    return [path, ...urls].map((at): Edit => ({ path: at, find, put: [made] }));
  });
}

function stringsWith(
  find: string,
  value: unknown,
  at: readonly (string | number)[],
  except: readonly (string | number)[],
): (string | number)[][] {
  if (typeof value === "string")
    return value.includes(find) && at.join("\n") !== except.join("\n") ? [[...at]] : [];
  if (value === null || typeof value !== "object") return [];
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item, i) => [i, item] as const)
    : Object.entries(value);
  return entries.flatMap(([key, item]) => stringsWith(find, item, [...at, key], except));
}

/** A list's placeholder stays until every item that is to come has come. */
function listEdits(written: unknown, steps: readonly Step[], known: Known): readonly Edit[] {
  const lists = new Set(
    steps.flatMap((step) =>
      step.fills.filter(({ as }) => as === "item").map(({ path }) => `${hostOf(step.id)} ${path[0]}`),
    ),
  );
  return [...lists].flatMap((list) => {
    const [host = "", of = ""] = list.split(" ");
    if (of !== "healthCheck" && of !== "replication") return [];
    const path = ["sites", host, of, "alarms"];
    const found = valueAt(written, path);
    const at = Array.isArray(found) ? found.indexOf(placeholder) : -1;
    const alarms = known.alarms(host, of);
    const [first, ...more] = alarms.filter((arn) => arn !== null && !(found as unknown[]).includes(arn));
    if (at < 0 || alarms.includes(null) || typeof first !== "string") return [];
    return [{ path: [...path, at], find: placeholder, put: [first, ...more.map(String)] }];
  });
}
