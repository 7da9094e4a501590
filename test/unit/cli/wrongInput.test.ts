import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aMemory } from "../../fixtures/memory.ts";
import { failover, overMemory } from "./world.ts";

const folder = mkdtempSync(join(tmpdir(), "failover-cli-"));
const empty = join(folder, "empty.yml");
writeFileSync(empty, "sites: {}\n");

/** A person's mistake is one clear line, and 2; nobody is asked anything. */
describe("wrong input:", () => {
  it.each<[string, string, string | RegExp]>([
    ["a mistyped command", "statsu", "failover: unknown command 'statsu'. Did you mean status?"],
    ["a command that isn't there", "explode", "failover: unknown command 'explode'"],
    ["a mistyped option", "status --jsn", "failover: unknown option '--jsn'. Did you mean --json?"],
    [
      "one word too many",
      "status www.example.com now",
      /^failover: too many arguments.* Expected 1 argument but got 2/,
    ],
    [
      "a mistyped site",
      "status www.exmaple.com",
      "failover: there is no site www.exmaple.com in sites.yml. Did you mean www.example.com?",
    ],
    [
      "another's site",
      "status a.example",
      "failover: there is no site a.example in sites.yml: www.example.com",
    ],
    [
      "a span that is none",
      "hold --for soon",
      /^failover: option '--for <span>' argument 'soon' is invalid\. Write a span like "2h"/,
    ],
    ["a span where none is taken", "ack --for 2h", "failover: unknown option '--for'"],
    [
      "a mistyped rule",
      "force --override-rule replica-servs",
      "failover: option '--override-rule <rule>' argument 'replica-servs' is invalid. Did you mean replica-serves?",
    ],
    [
      "an option without its value",
      "force --reason",
      "failover: option '-r, --reason <text>' argument missing",
    ],
    [
      "no terminal to confirm at",
      "force --reason x",
      "failover: no terminal to confirm at: add --yes to do it, or --dry-run to see what it would do",
    ],
    ["no reason", "force --yes", "failover: say why: --reason TEXT goes into the journal"],
    ["no number", "history --limit many", /^failover: option '-l, --limit <n>' argument 'many' is invalid/],
    ["a number too large", "history --limit 1001", /Write a number from 1 to 1000\.$/],
    [
      "an incident nobody had",
      "history --incident x",
      "failover: no entry of an incident x in the journal of www.example.com",
    ],
    [
      "a sites.yml that is not there",
      "status --sites nowhere.yml",
      /^failover: nowhere\.yml:1:1: the file can't be read/,
    ],
    ["a sites.yml without sites", `status --sites ${empty}`, /^failover: .*empty\.yml:1:/],
    ["a folder that is not there", "journal verify nowhere", /^failover: nowhere can't be read: ENOENT/],
    ["a folder without a journal", `journal verify ${folder}`, /^failover: there is no journal below /],
    [
      "a shell nobody has",
      "completion tcsh",
      /^failover: .*value 'tcsh' is invalid.*Allowed choices are bash, zsh, fish/,
    ],
  ])("%s", async (_, words, line) => {
    const said = await failover(words, { reach: overMemory(aMemory()) });
    expect(said.code).toBe(2);
    expect(said.out).toBe("");
    if (typeof line === "string") expect(said.note.startsWith(line), said.note).toBe(true);
    else expect(said.note).toMatch(line);
    expect(said.note).not.toMatch(/ {4}at /);
  });

  it("says where, when FAILOVER_DEBUG asks for it", async () => {
    const said = await failover("status nowhere", {
      reach: overMemory(aMemory()),
      environment: { FAILOVER_DEBUG: "1" },
    });
    expect(said.code).toBe(2);
    expect(said.note).toMatch(/ {4}at .*sites\.ts/);
  });

  it("is told from a bug of ours, which is 1", async () => {
    const said = await failover("status", {
      reach: () => Promise.reject(new Error("undefined is not a function")),
    });
    expect(said).toEqual({
      code: 1,
      out: "",
      note: "failover: a bug of ours: undefined is not a function\nFAILOVER_DEBUG=1 shows where; please report it with that.",
    });
  });
});

describe("no words at all", () => {
  it("get the help, and 0", async () => {
    const said = await failover([], { reach: overMemory(aMemory()) });
    expect(said).toMatchObject({ code: 0, note: "" });
    expect(said.out).toContain("Usage: failover");
  });
});
