import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLMap,
} from "yaml";
import { type Finding, type Path, shown } from "./finding.ts";

/** A YAML text, read, that still knows where everything stands. The parser is imported here and nowhere else. */
export type YamlDocument =
  /** With the faults that spoil nothing else, as a key written twice. */
  | {
      readonly kind: "document";
      readonly value: unknown;
      readonly faults: readonly PlacedFinding[];
      readonly place: (finding: Finding) => PlacedFinding;
    }
  /** What it says beside the faults is anybody's guess. */
  | { readonly kind: "faulty"; readonly faults: readonly PlacedFinding[] }
  | { readonly kind: "unreadable"; readonly message: string; readonly remedy: string };

/** Line and column count from 1. */
export interface PlacedFinding extends Finding {
  readonly line: number;
  readonly column: number;
}

const plainly = "write it plainly, with little nesting and few aliases";

/** The parser throws on what only an attacker writes: nesting without end, aliases that multiply. */
export function readYaml(text: string): YamlDocument {
  try {
    const lineCounter = new LineCounter();
    return understood(
      parseDocument(text, { lineCounter, prettyErrors: false, stringKeys: true }),
      lineCounter,
    );
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return { kind: "unreadable", message: `the file can't be understood: ${because}`, remedy: plainly };
  }
}

function understood(document: Document.Parsed, lineCounter: LineCounter): YamlDocument {
  const at = (offset: number, finding: Finding): PlacedFinding => {
    const { line, col } = lineCounter.linePos(offset);
    return { ...finding, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults = [...document.errors, ...document.warnings].map((fault) => at(fault.pos[0], sayFault(fault)));
  if (document.errors.some(({ code }) => code !== "DUPLICATE_KEY")) return { kind: "faulty", faults };
  const value: unknown = document.toJS();
  if (value === null)
    return { kind: "unreadable", message: "the file is empty", remedy: 'write each site below "sites:"' };
  const offsetOf = offsets(document);
  const inherited = inheritedKeys(document).map(({ offset, ...finding }) => at(offset, finding));
  return {
    kind: "document",
    value,
    faults: [...faults, ...inherited],
    place: (finding) => at(offsetOf(finding.path), finding),
  };
}

const faultRemedies: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "indent with spaces; YAML takes no tabs",
  DUPLICATE_KEY: "keep one of them",
  MULTIPLE_DOCS: "keep one document, without ---",
  TAG_RESOLVE_FAILED: "take the tag (!) away",
  NON_STRING_KEY: "write each key as plain text",
  RESOURCE_EXHAUSTION: plainly,
};

const sayFault = ({ code, message }: YAMLError): Finding => ({
  path: [],
  message,
  remedy: faultRemedies[code] ?? "look at the indentation, quotes and brackets here",
});

/** Keys that every JavaScript object inherits (`__proto__`, `constructor`) would slip past the schema. */
function inheritedKeys(document: Document.Parsed): readonly (Finding & { readonly offset: number })[] {
  const found: (Finding & { readonly offset: number })[] = [];
  visit(document, {
    Pair(_, { key }, ancestors) {
      if (!isScalar(key) || !(String(key.value) in Object.prototype)) return;
      const path = [...ancestors.filter(isPair).map((pair) => String(pair.key)), String(key.value)];
      const message = `unknown key ${shown(key.value)}`;
      found.push({ offset: key.range?.[0] ?? 0, path, message, remedy: "take it away" });
    },
  });
  return found;
}

/** Where a path's key stands, or the list's item; for what is missing, the nearest thing above it that is there. */
function offsets(document: Document.Parsed): (path: Path) => number {
  const pairsOf = pairIndex();
  return (path) => {
    let node: unknown = document.contents;
    let offset = 0;
    for (const step of path) {
      const holder = isAlias(node) ? node.resolve(document) : node;
      const pair = isMap(holder) ? pairsOf(holder).get(String(step)) : undefined;
      node = isSeq(holder) ? holder.items[Number(step)] : pair?.value;
      const mark = pair?.key ?? node;
      if (!isNode(mark)) return offset;
      offset = mark.range?.[0] ?? offset;
    }
    return offset;
  };
}

/** A map is asked once for each of its problems, which may be as many as its keys. */
function pairIndex(): (map: YAMLMap) => ReadonlyMap<string, Pair> {
  const known = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
  return (map) => {
    const index = known.get(map) ?? new Map(map.items.map((pair) => [String(pair.key), pair]));
    known.set(map, index);
    return index;
  };
}

/** Text in a value that is to be replaced; several lines of it where the value is an item of a list. */
export interface Edit {
  readonly path: Path;
  readonly find: string;
  readonly put: readonly [string, ...string[]];
}

/** The same text with these values changed, and every other byte, comments among them, as it was. */
export function editYaml(text: string, edits: readonly Edit[]): string {
  const document = parseDocument(text, { stringKeys: true });
  return edits
    .map((edit) => ({ ...edit, ...scalarAt(document, text, edit.path) }))
    .sort((a, b) => b.start - a.start)
    .reduce((whole, { start, end, before, find, put }) => {
      const [first, ...more] = put;
      // Not by String.replace's own patterns: "$" in a value is a dollar.
      const value = whole.slice(start, end).replace(find, () => first);
      return whole.slice(0, start) + value + more.map((item) => before + item).join("") + whole.slice(end);
    }, text);
}

/** Where a scalar stands, and what has to come before another item of its list. */
function scalarAt(document: Document.Parsed, text: string, path: Path) {
  const node = document.getIn(path, true);
  const list = document.getIn(path.slice(0, -1), true);
  if (!isScalar(node) || !node.range) throw new Error(`no value stands at ${path.join(".")}`);
  const [start, end] = node.range;
  const indented = text.slice(text.lastIndexOf("\n", start) + 1, start);
  return { start, end, before: isSeq(list) && list.flow === true ? ", " : `\n${indented}` };
}
