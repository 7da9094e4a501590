import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Reach } from "../../../cli/override/reach.ts";
import { gets } from "../../../cli/show/status.ts";
import type { Target } from "../../../cli/target.ts";
import type { SiteStatus } from "../../../shared/override/status.ts";
import { aMemory } from "../../fixtures/memory.ts";
import { aSite } from "../../fixtures/site.ts";
import { failover, overMemory } from "./world.ts";

describe("failover status", () => {
  it("says how the site stands", async () => {
    const said = await failover("status www.example.com", { reach: overMemory(aMemory()) });
    expect(said).toMatchObject({ code: 0, note: "" });
    expect(said.out).toContain("visitors   www.example.com: served by the primary (200, 40 ms)");
  });

  it("shows the heartbeat also where the verdict is unknown, and so rests on nothing before it", () => {
    const heartbeat = {
      kind: "heartbeat",
      asOf: "2026-11-23T02:59:00.000Z",
      says: "heartbeat 41 is 1 min old",
    };
    const replica = {
      verdict: "unknown",
      asOf: "2026-11-23T03:00:00.000Z",
      ageSeconds: 0,
      because: "never compared",
      restsOn: [heartbeat],
      unseen: [],
      suspicions: [],
    };
    const side = { health: "up", because: "answers" };
    const status = { visitors: "", sides: { primary: side, secondary: side }, replica };
    const rows = gets(status as unknown as SiteStatus, { site: aSite() } as unknown as Target);
    expect(rows.at(-1)).toEqual(["", "heartbeat: heartbeat 41 is 1 min old"]);
  });

  it("gives programs the contract's answer", async () => {
    const said = await failover("status --json", { reach: overMemory(aMemory()) });
    expect(JSON.parse(said.out)).toMatchObject({ ok: true, status: { traffic: "primary", phase: "calm" } });
  });

  it("looks again and again with --watch, until interrupted, and past an override that can't be reached", async () => {
    const memory = aMemory();
    const reach = overMemory(memory);
    let asked = 0;
    const failsOnce: typeof reach = async (address) => {
      const { ask, ...override } = await reach(address);
      return {
        ...override,
        ask: async (request) => {
          asked += 1;
          return asked === 2
            ? { kind: "unreachable", because: "offline", remedy: "Wait" }
            : await ask(request);
        },
      };
    };
    const said = await failover("status --watch", { reach: failsOnce, looks: 2 });
    expect(said.code).toBe(130);
    expect(said.out.split("WELL, on the primary")).toHaveLength(3);
    expect(said.out).toContain("www.example.com  NOT KNOWN\n\noffline.\nWait.");
  });

  it("says in a line each how several sites stand, those that need a person first", async () => {
    const sites = twoSites();
    const quiet = overMemory(aMemory(), aSite());
    await failover("ack --reason seen --yes", { reach: quiet });
    const down = overMemory(aMemory({ primaryStatus: 503 }), { ...aSite(), name: "www.example.org" });
    const reach: Reach = (address) => (address.site.name === "www.example.org" ? down : quiet)(address);
    const said = await failover(`status --sites ${sites}`, { reach });
    expect(said).toMatchObject({ code: 0, note: "" });
    expect(said.out.split("\n").slice(0, 2)).toEqual([
      expect.stringMatching(/^www\.example\.org {2}PRIMARY DOWN, visitors not moved yet, NOT WATCHED/),
      "www.example.com  WELL, on the primary                                  03:00:00Z",
    ]);
  });

  it("says of which of several sites nothing is known, and 5", async () => {
    const well = overMemory(aMemory(), aSite());
    const reach: Reach = async (address) =>
      address.site.name === "www.example.com"
        ? await well(address)
        : {
            name: "",
            via: "cli",
            ask: async () => ({ kind: "unreachable", because: "offline", remedy: "" }),
          };
    const said = await failover(`status --sites ${twoSites()}`, { reach });
    expect(said.code).toBe(5);
    expect(said.out).toContain("www.example.org  NOT KNOWN: offline");
  });
});

/** The example's site twice, under two names. */
function twoSites(): string {
  const { switch: _, ...site } = parse(readFileSync("sites.yml", "utf8")).sites["www.example.com"];
  const secondary = { ...site.secondary, bucket: "www.example.org" };
  const other = { ...site, names: ["www.example.org"], secondary };
  const file = join(mkdtempSync(join(tmpdir(), "failover-sites-")), "sites.yml");
  writeFileSync(file, JSON.stringify({ sites: { "www.example.com": site, "www.example.org": other } }));
  return file;
}
