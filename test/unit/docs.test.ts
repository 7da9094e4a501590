import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { exitCodes } from "../../cli/exitCodes.ts";
import { checkers } from "../../drill/checkers/all.ts";
import { exampleSite } from "../../drill/exampleSite.ts";
import { scenarios } from "../../drill/scenarios/all.ts";
import { rules } from "../../shared/decide/rules.ts";
import { noticeKinds } from "../../shared/model/notice.ts";
import { ruleNames } from "../../shared/model/order.ts";
import { runbookPlace } from "../../shared/notify/runbook.ts";
import { actions, parseRequest } from "../../shared/override/contract.ts";
import { checks } from "../../shared/readiness/table.ts";
import { sourcesUnder } from "../fixtures/sources.ts";

/** The docs against what is there: links, paths, commands, the drill's words, and a place for all a person may be told. */
const root = join(import.meta.dirname, "../..");
const files = [
  "README.md",
  "test/e2e/README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => join("docs", path)),
];
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const withoutFences = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, "");
const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? "");

describe.each(files)("%s", (file) => {
  test("links to what is there, headings included", () => {
    const broken = all(withoutFences(read(file)), /\]\(([^)\s]+)\)/g).filter(
      (link) => !/^https?:/.test(link) && !leadsSomewhere(file, link),
    );
    expect(broken).toEqual([]);
  });

  test("names paths that are there", () => {
    const here = dirname(file);
    const named = all(withoutFences(read(file)), /`([\w.-]+(?:\/[\w.-]+)*\/?)`/g).filter(isPath);
    // A bare name in a folder's own README may be of a file further down.
    const below = here === "." ? [] : readdirSync(join(root, here), { recursive: true, encoding: "utf8" });
    const isThere = (path: string) =>
      [path, join(here, path)].some((p) => existsSync(join(root, p))) ||
      below.some((p) => basename(p) === path.replace(/\/$/, ""));
    const missing = named.filter((path) => !isThere(path));
    expect(missing).toEqual([]);
  });

  test("names npm scripts and stories that are there", () => {
    const { scripts } = JSON.parse(read("package.json"));
    const stories = scenarios.map(({ name }) => name);
    const named = {
      scripts: all(read(file), /npm run (?:-s )?([a-z][\w:-]*)/g),
      stories: all(read(file), /--scenario ([a-z][\w-]*)/g),
    };
    expect(named.scripts.filter((name) => scripts[name] === undefined)).toEqual([]);
    expect(named.stories.filter((name) => !stories.includes(name))).toEqual([]);
  });
});

describe("the runbook", () => {
  test("has a place for each kind of notice", () => {
    expect(headingsUnder("Notices").toSorted()).toEqual(noticeKinds.toSorted());
  });

  test.each(noticeKinds)("has the place that the notice %s names", (kind) => {
    const [page = "", place = ""] = runbookPlace(kind, exampleSite).split("#");
    const notices = read(page).split("## Notices\n")[1]?.split(/^## /m)[0] ?? "";
    expect(all(notices, /^### (.+)$/gm).map(anchorOf)).toContain(place);
    // Of headings that read the same, the link leads to the first.
    expect(read(page).split("## Notices\n")[0]).not.toContain(`# \`${kind}\``);
  });

  test("has a place for each safety rule", () => {
    expect(headingsUnder("Refusals").toSorted()).toEqual(ruleNames.toSorted());
  });

  test("has a place for each kind of decision", () => {
    expect(headingsUnder("Decisions").toSorted()).toEqual(decisionKinds());
  });

  test("has each exit code, and each readiness finding with a link to its fix", () => {
    expect(rowsUnder("Exit codes")).toEqual(Object.values(exitCodes).map(String));
    const linked = all(chapterOf("Readiness findings"), /^\| \[`([\w-]+)`\]\(readiness\.md#\1\)/gm);
    expect(linked).toEqual(checks.map(({ id }) => id));
  });

  const chapterOf = (chapter: string): string =>
    read("docs/runbook.md").split(`## ${chapter}\n`)[1]?.split(/^## /m)[0] ?? "";
  const rowsUnder = (chapter: string): string[] => all(chapterOf(chapter), /^\| (\d+)/gm);
  /** As the model's type has them. */
  const decisionKinds = (): string[] =>
    [...new Set(all(read("shared/model/decision.ts"), /readonly kind: "(\w+)"/g))].toSorted();
  const headingsUnder = (chapter: string): string[] =>
    all(read("docs/runbook.md").split(`## ${chapter}\n`)[1]?.split(/^## /m)[0] ?? "", /^### `(.+)`$/gm);
});

test("the page on logs and metrics has each metric, each fixed log message and each alarm of the service", () => {
  const page = read("docs/observability.md");
  const code = sourcesUnder("shared", "functions").map(read).join("\n");
  const metrics = all(code, /addMetric\("(\w+)"/g);
  const messages = all(code, /logger\.\w+\("([^"]+)"/g);
  const alarms = all(read("infra/service/notices.yml"), /^ {2}(\w+):\n {4}Type: AWS::CloudWatch::Alarm/gm);
  expect([metrics.length, messages.length, alarms.length].every((n) => n > 1)).toBe(true);
  expect([...metrics, ...messages, ...alarms].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test("each place in the docs that the code names is there", () => {
  const named = sourcesUnder("shared", "cli", "functions").flatMap((file) =>
    all(read(file), /(docs\/[\w-]+\.md#[\w-]+)/g),
  );
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((link) => !leadsSomewhere("README.md", link))).toEqual([]);
});

test("the architecture's table has each safety rule, in order, with what it asks", () => {
  const table = read("docs/architecture.md").split("## Safety rules")[1]?.split("## ")[0] ?? "";
  const rows = [...table.matchAll(/^\| `([\w-]+)` +\| (.+?) +\|/gm)].map(([, name, asks]) => [name, asks]);
  expect(rows).toEqual(rules.map(({ name, asks }) => [name, asks]));
});

test("the simulation's table has each rule that is watched, in order, with what it promises", () => {
  const table = read("docs/simulation.md").split("## Rules")[1]?.split("## ")[0] ?? "";
  const rows = [...table.matchAll(/^\| `([\w-]+)` +\| (.+?) +\|$/gm)].map(([, rule, promise]) => [
    rule,
    promise,
  ]);
  expect(rows).toEqual(checkers.map(({ rule, promise }) => [rule, promise]));
});

test("each command that can be pasted is a request that is understood", () => {
  const payloads = files.flatMap((file) => all(read(file), /--payload '(\{.+?\})'/g));
  expect(payloads.length).toBeGreaterThan(2);
  const misunderstood = payloads.filter((payload) => parseRequest(JSON.parse(payload)).kind === "invalid");
  expect(misunderstood).toEqual([]);
});

test("the override's table has each action", () => {
  const table =
    read("docs/override.md")
      .split(/^\| action /m)[1]
      ?.split("\n\n")[0] ?? "";
  expect(all(table, /^\| `([\w-]+)`/gm).toSorted()).toEqual(actions.toSorted());
});

test("the README shows the drill as it plays, where it shows it", () => {
  const shown = /```text\n([\s\S]*?)```/.exec(read("README.md"))?.[1]?.split("\n") ?? [];
  const played = execFileSync(process.execPath, [join(root, "drill/main.ts")], { encoding: "utf8" }).split(
    "\n",
  );
  const lines = shown.filter((line) => line !== "..." && line !== "");
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.filter((line) => !played.includes(line))).toEqual([]);
});

/** Text in code style is taken for a path when it ends like a source file, or as a folder. */
const isPath = (text: string): boolean => /\.(ts|cjs|py|yml|md)$|.\/$/.test(text);

function leadsSomewhere(file: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? file : join(dirname(file), path);
  if (!existsSync(join(root, target))) return false;
  return (
    anchor === undefined ||
    all(read(target), /^#+ (.+)$/gm)
      .map(anchorOf)
      .includes(anchor)
  );
}

/** As GitHub makes them. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w -]/g, "")
    .replaceAll(" ", "-");
