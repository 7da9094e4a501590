import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { importsIn, sourceOf, sourcesUnder } from "../fixtures/sources.ts";

const product = sourcesUnder("functions", "shared");
const cli = sourcesUnder("cli");
const everything = [...product, ...cli, ...sourcesUnder("drill", "docs", "infra", "test", "bench")];

/** The folder of a path that a rule speaks of: "shared/decide", "functions". */
const folderOf = (path: string): string =>
  path
    .split("/")
    .slice(0, path.startsWith("shared/") ? 2 : 1)
    .join("/");

/** Imports of the files that the rule does not allow, as "who imports what". */
function breaches(files: readonly string[], allows: (path: string, imported: string) => boolean): string[] {
  return files.flatMap((path) =>
    importsIn(sourceOf(path), path)
      .filter((imported) => !allows(path, imported))
      .map((imported) => `${path} imports ${imported}`),
  );
}

const own = (imported: string): boolean => imported.endsWith(".ts");

describe("dependencies point one way:", () => {
  it("the model imports nothing outside the model", () => {
    expect(
      breaches(sourcesUnder("shared/model"), (_, imported) => folderOf(imported) === "shared/model"),
    ).toEqual([]);
  });

  it.each(["observe", "decide", "act", "record", "notify", "verify", "readiness"])(
    "%s, a folder of the story, imports of ours only itself and the model",
    (name) => {
      const allowed = [`shared/${name}`, "shared/model"];
      const files = sourcesUnder(`shared/${name}`);
      expect(files.length).toBeGreaterThan(0);
      expect(
        breaches(files, (_, imported) => !own(imported) || allowed.includes(folderOf(imported))),
      ).toEqual([]);
    },
  );

  it("only shared/aws imports the AWS SDK", () => {
    const allows = (path: string, imported: string): boolean =>
      !/^@(aws-sdk|smithy)\//.test(imported) || folderOf(path) === "shared/aws";
    expect(breaches([...product, ...cli], allows)).toEqual([]);
  });

  it("only shared/lambda imports the middleware, the logger and the metrics", () => {
    const allows = (path: string, imported: string): boolean =>
      !/^@(middy|aws-lambda-powertools)\//.test(imported) || folderOf(path) === "shared/lambda";
    expect(breaches([...product, ...cli], allows)).toEqual([]);
  });

  it("only cli and its tests import what reads arguments, asks people and draws tables", () => {
    const allows = (path: string, imported: string): boolean =>
      !/^(commander|@clack\/|@bomb\.sh\/|cli-table3)/.test(imported) || /^(test\/unit\/)?cli\//.test(path);
    expect(breaches(everything, allows)).toEqual([]);
  });

  it("cli imports of infra what it runs, no functions, docs nor tests, and nothing imports cli but tests", () => {
    const allows = (_: string, imported: string): boolean =>
      !/^(functions|infra|docs|test)\//.test(imported) || /^infra\/(provision|adopt|cost)\//.test(imported);
    expect(breaches(cli, allows)).toEqual([]);
    const others = everything.filter((path) => !/^(cli|test)\//.test(path));
    expect(breaches(others, (_, imported) => folderOf(imported) !== "cli")).toEqual([]);
  });

  it("the product imports neither drill nor tests", () => {
    const allows = (_: string, imported: string): boolean => !/^(drill|test|docs|infra)\//.test(imported);
    expect(breaches(product, allows)).toEqual([]);
  });

  it("shared imports no function", () => {
    expect(breaches(sourcesUnder("shared"), (_, imported) => folderOf(imported) !== "functions")).toEqual([]);
  });
});

describe("every file", () => {
  it("exports by name, where no tool asks for a default", () => {
    const toolsAsk = /^infra\/|\.config\.ts$/;
    const found = everything.filter(
      (path) => !toolsAsk.test(path) && /^export default\b/m.test(sourceOf(path)),
    );
    expect(found).toEqual([]);
  });

  it("is named for what it holds", () => {
    expect(everything.filter((path) => /^(utils?|helpers?|misc|common)\b/i.test(basename(path)))).toEqual([]);
  });
});
