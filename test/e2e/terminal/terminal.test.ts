import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asStored, screenFile } from "./screenFiles.ts";
import { screens } from "./screens.ts";
import { openTerminal, type Terminal } from "./tmux.ts";

/** What a person sees at a terminal, as it was reviewed; `npm run screens:record` writes it anew. */
let terminal: Terminal;
const [well] = screens;
if (well === undefined) throw new Error("there are no screens");

beforeAll(async () => {
  terminal = await openTerminal();
});

afterAll(async () => {
  await terminal?.stop();
});

describe("at a terminal, failover shows what was reviewed:", () => {
  it.each(screens)("$name", async (screen) => {
    expect(asStored(screen, await terminal.look(screen))).toBe(readFileSync(screenFile(screen), "utf8"));
  });

  it("no screen is stored that nobody takes", () => {
    const stored = readdirSync(dirname(screenFile(well))).toSorted();
    expect(stored).toEqual(screens.map((screen) => basename(screenFile(screen))).toSorted());
  });
});

describe("colours", () => {
  const colour = "\u001b[3";

  it("are there at a terminal", async () => {
    expect(await terminal.lookAtColours(well)).toContain(colour);
  });

  it("are not, where NO_COLOR is set", async () => {
    expect(await terminal.lookAtColours(well, "NO_COLOR=1")).not.toContain(colour);
  });
});
