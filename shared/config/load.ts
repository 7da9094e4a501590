import { readFileSync, statSync } from "node:fs";
import type { Site } from "../model/site.ts";
import { checkPlan, checkSites, type PlannedSite } from "./check.ts";
import { sayPath } from "./finding.ts";
import type { Problem } from "./problem.ts";
import { type PlacedFinding, readYaml } from "./yamlDocument.ts";

export type LoadedSites =
  | { readonly kind: "ok"; readonly sites: readonly Site[]; readonly warnings: readonly Problem[] }
  | { readonly kind: "invalid"; readonly problems: readonly Problem[] };

/** Reads and checks `sites.yml`: on a laptop and when the functions are packaged, never in a Lambda. */
export function loadSites(file: string): LoadedSites {
  const source = readSource(file);
  return source.kind === "text" ? parseSites(source.text, file) : unreadable(file, source);
}

/** The same for text that is at hand; `file` is only what the problems are said to be in. */
export function parseSites(text: string, file: string): LoadedSites {
  const document = readYaml(text);
  if (document.kind === "unreadable") return unreadable(file, document);
  if (document.kind === "faulty") return { kind: "invalid", problems: problemsOf(file, document.faults) };
  const checked = checkSites(document.value);
  const errors = checked.kind === "invalid" ? checked.errors.map(document.place) : [];
  if (checked.kind === "invalid" || document.faults.length > 0)
    return { kind: "invalid", problems: problemsOf(file, [...document.faults, ...errors]) };
  return {
    kind: "ok",
    sites: checked.sites,
    warnings: problemsOf(file, checked.warnings.map(document.place)),
  };
}

export type LoadedPlan =
  | {
      readonly kind: "ok";
      readonly text: string;
      /** As written, placeholders and all. */
      readonly written: unknown;
      readonly sites: readonly PlannedSite[];
    }
  | { readonly kind: "invalid"; readonly problems: readonly Problem[] };

/** The same file for whoever provisions: ids may still be missing. */
export function loadPlan(file: string): LoadedPlan {
  const source = readSource(file);
  return source.kind === "text" ? parsePlan(source.text, file) : unreadable(file, source);
}

export function parsePlan(text: string, file: string): LoadedPlan {
  const document = readYaml(text);
  if (document.kind === "unreadable") return unreadable(file, document);
  if (document.kind === "faulty") return { kind: "invalid", problems: problemsOf(file, document.faults) };
  const checked = checkPlan(document.value);
  const errors = checked.kind === "invalid" ? checked.errors.map(document.place) : [];
  if (checked.kind === "invalid" || document.faults.length > 0)
    return { kind: "invalid", problems: problemsOf(file, [...document.faults, ...errors]) };
  return { kind: "ok", text, written: document.value, sites: checked.sites };
}

const problemsOf = (file: string, findings: readonly PlacedFinding[]): readonly Problem[] =>
  findings
    .map(({ path, ...finding }) => ({ ...finding, file, path: sayPath(path) }))
    .sort((a, b) => a.line - b.line || a.column - b.column);

interface Unreadable {
  readonly kind: "unreadable";
  readonly message: string;
  readonly remedy: string;
}

/** A site takes 1 to 3 KB. */
const largestFile = 512 * 1024;

function readSource(file: string): { readonly kind: "text"; readonly text: string } | Unreadable {
  try {
    const { size } = statSync(file);
    if (size <= largestFile)
      return { kind: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file)) };
    const message = `the file has ${size} bytes, and ${largestFile} is the most that is read`;
    return { kind: "unreadable", message, remedy: "keep nothing but sites in it" };
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    const remedy = "name an existing text file in UTF-8, or copy the example sites.yml";
    return { kind: "unreadable", message: `the file can't be read: ${because}`, remedy };
  }
}

const unreadable = (
  file: string,
  { message, remedy }: Unreadable,
): { readonly kind: "invalid"; readonly problems: readonly Problem[] } => ({
  kind: "invalid",
  problems: [{ file, line: 1, column: 1, path: "", message, remedy }],
});
