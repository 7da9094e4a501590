import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { exitCodes } from "../../../cli/exitCodes.ts";
import { aMemory } from "../../fixtures/memory.ts";
import { overMemory, programOver } from "./world.ts";

/** docs/cli.md against the commands as they are, and each command that the docs tell people to type. */
const root = join(import.meta.dirname, "../../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const program = (): Command => programOver(overMemory(aMemory()));

/** "journal verify": commands that do something themselves. */
function leaves(command: Command, above = ""): readonly (readonly [name: string, command: Command])[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .filter((sub) => sub.name() !== "help")
    .flatMap((sub) => {
      const name = `${above}${sub.name()}`;
      return sub.commands.length > 0 ? leaves(sub, `${name} `) : [[name, sub] as const];
    });
}

describe("docs/cli.md", () => {
  const text = read("docs/cli.md");
  const shared = text.split("## Options of many commands")[1]?.split("## ")[0] ?? "";

  it("has every exit code with its name, and no other", () => {
    const rows = [...text.matchAll(/^\| (\d+) +\| `(\w+)`/gm)].map(([, code, name]) => [name, Number(code)]);
    expect(Object.fromEntries(rows)).toEqual(exitCodes);
  });

  it("has every command, and no other", () => {
    const rows = [...text.matchAll(/^\| `failover ([a-z][a-z -]*)`/gm)].map(([, name]) => name);
    expect(rows.toSorted()).toEqual(
      leaves(program())
        .map(([name]) => name)
        .toSorted(),
    );
  });

  it.each(leaves(program()))("has every option of %s", (name, command) => {
    const row = text.split("\n").find((line) => line.startsWith(`| \`failover ${name}\``)) ?? "";
    const missing = command.options
      .map(({ long }) => long ?? "")
      .filter((long) => !`${row}${shared}`.includes(`\`${long}`));
    expect(missing).toEqual([]);
  });
});

/** Lines of shell blocks and text in code style. */
function typed(file: string): readonly string[] {
  return [...read(file).matchAll(/(?:^(?:\$ )?|`)npx failover ([a-z][^\n`#]*)/gm)].map(([, words = ""]) =>
    words.trim(),
  );
}

const files = [
  "README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => join("docs", path)),
];

describe("commands that the docs tell people to type", () => {
  const commands = files.flatMap((file) => typed(file).map((words) => [words, file] as const));

  it("are many", () => {
    expect(commands.length).toBeGreaterThan(15);
  });

  it.each(commands)("%s (%s) is understood", async (words) => {
    const understood = program();
    for (const [, command] of leaves(understood)) command.action(() => {});
    await understood.parseAsync(split(words), { from: "user" });
  });
});

/** As a shell would: single quotes keep words together. */
const split = (words: string): readonly string[] =>
  [...words.matchAll(/'([^']*)'|([^\s)]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
