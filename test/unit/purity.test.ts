import { describe, expect, it } from "vitest";
import { closureOf, codeIn, importsIn, sourceOf, sourcesUnder } from "../fixtures/sources.ts";

/** What a pure, synchronous decision can't hold. A moment as a value may be printed: `new Date(at)`. */
const forbidden: readonly (readonly [what: string, pattern: RegExp])[] = [
  [
    "clock",
    /\bDate\b(?<!\bnew Date(?=\(\w))|\bperformance\b|\bhrtime\b|\bset(?:Timeout|Interval|Immediate)\b/,
  ],
  ["chance", /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b|\bcrypto\b/],
  ["I/O", /\bprocess\b|\bfetch\b|\brequire\b|\bglobalThis\b|\bimport\(/],
  ["logger", /\bconsole\b|\blogger\b/i],
  ["waiting", /\basync\b|\bawait\b|\bPromise\b|\bqueueMicrotask\b|\.then\(/],
];

/** What makes a file impure: words in the code that runs, and imports beyond the decision and the model. */
function impuritiesIn(source: string, path: string): readonly string[] {
  const code = codeIn(source);
  const strangers = importsIn(code, path).filter((name) => !/^shared\/(decide|model)\//.test(name));
  return [
    ...forbidden.filter(([, pattern]) => pattern.test(code)).map(([what]) => what),
    ...strangers.map((name) => `import of ${name}`),
  ];
}

const files = closureOf(sourcesUnder("shared/decide"));

describe("the decision, with all that it imports,", () => {
  it("is followed to the model", () => {
    expect(files).toContain("shared/decide/decide.ts");
    expect(files).toContain("shared/model/positions.ts");
  });

  it.each(files)("holds no I/O, clock, chance, logger or waiting: %s", (path) => {
    expect(impuritiesIn(sourceOf(path), path)).toEqual([]);
  });
});

describe("the check itself finds", () => {
  it.each([
    ["a clock", "export const now = (): number => Date.now();", ["clock"]],
    ["today", "export const today = new Date();", ["clock"]],
    ["a stopwatch", "export const t = performance.now();", ["clock"]],
    ["dice", "export const d = Math.random();", ["chance"]],
    ["an environment", "export const e = process.env;", ["I/O"]],
    ["a log line", "console.log('decided');", ["logger"]],
    ["a wait", "export async function f(): Promise<void> { await g(); }", ["waiting"]],
    ["a promise", "export const p = Promise.resolve(1);", ["waiting"]],
    ["a built-in", 'import { readFileSync } from "node:fs"; readFileSync("x");', ["import of node:fs"]],
    ["an adapter", 'import { s3 } from "../aws/clients.ts"; s3();', ["import of shared/aws/clients.ts"]],
    ["a package", 'import { it } from "some-package"; it();', ["import of some-package"]],
    ["nothing in a printed moment", "export const iso = (at: number) => new Date(at).toISOString();", []],
    ["nothing in types", "export interface Clock { sleep(): Promise<void> } // Date.now()", []],
  ])("%s", (_, source, impurities) => {
    expect(impuritiesIn(source, "shared/decide/x.ts")).toEqual(impurities);
  });
});
