import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Cli } from "../../../cli/cli.ts";
import { bucketsAsked } from "../../../cli/verify/bucketsAsked.ts";

test("a site's heartbeat is no content, and what a person leaves out is left out as well", () => {
  const example = readFileSync(new URL("../../../sites.yml", import.meta.url), "utf8");
  const sites = join(mkdtempSync(join(tmpdir(), "failover-verify-")), "sites.yml");
  writeFileSync(
    sites,
    example.replace("      compareEvery: 15m", "      heartbeat: {}\n      compareEvery: 15m"),
  );
  const cli = { environment: {}, terminal: { note: () => {} } } as unknown as Cli;
  const options = { sites, except: ["drafts/*"], mode: "auto", window: "15m", inFlight: 40 };
  expect(bucketsAsked(cli, undefined, options).scope).toEqual({
    prefix: "",
    exceptions: [".failover/heartbeat", "drafts/*"],
  });
});
