import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Visit } from "../../../cli/live/visitor.ts";
import type { Reach } from "../../../cli/override/reach.ts";
import { after, epochMs, seconds } from "../../../shared/model/time.ts";
import { answerOverride } from "../../../shared/override/answer.ts";
import { aMemory, type Memory, portsOver } from "../../fixtures/memory.ts";
import { aSwitchedSite } from "../../fixtures/site.ts";
import { failover, type Live, overMemory } from "./world.ts";

/** A site that sites.yml declares for drills is moved for real and back, here in memory, while visitors are watched. */
const site = { ...aSwitchedSite(), drill: true };
const folder = mkdtempSync(join(tmpdir(), "failover-live-"));
const declared = join(folder, "sites.yml");
writeFileSync(declared, readFileSync("sites.yml", "utf8").replace("    # drill: true", "    drill: true"));
afterAll(() => rmSync(folder, { recursive: true }));

const noon = epochMs(Date.UTC(2026, 10, 23, 12));
const drilled = ["drill", "--live", "--sites", declared, "--yes"];

/** Visitors follow the switch some seconds later, as caches let them. */
function following(memory: Memory, late = 3, part: Partial<Live> = {}): Live {
  let [was, since] = [memory.servedBy, noon];
  const live: Live = {
    now: noon,
    ...part,
    visits: () => {
      if (memory.servedBy !== was) [was, since] = [memory.servedBy, live.now];
      const isLate = since > noon && live.now < after(since, seconds(late));
      const from = isLate ? (was === "primary" ? "secondary" : "primary") : was;
      return [{ at: live.now, name: site.name, from, got: "right", because: null } satisfies Visit];
    },
  };
  return live;
}

const drillOf = async (memory: Memory) => {
  const answer = await answerOverride(portsOver(memory), [site], { action: "status", site: site.name }, null);
  return "error" in answer ? answer.error : answer.status.drill;
};

describe("failover drill --live", () => {
  it("moves visitors there and back, says how long both took, and hands it over", async () => {
    const memory = aMemory();
    const said = await failover(drilled, { reach: overMemory(memory, site), live: following(memory) });
    expect(said).toMatchObject({ code: 0 });
    expect(said.out).toContain("www.example.com  LIVE DRILL ended well");
    expect(said.out).toMatch(/there {6}4 s \(simulated 1 min 5 s\): from the order to the last visitor/);
    expect(said.out).toMatch(
      /back {7}4 s \(simulated 1 min 29 s\): from the release to the last visitor back/,
    );
    expect(said.out).toContain("lever      the switch");
    expect(memory.switch).toEqual({ hold: null, force: null });
    expect(await drillOf(memory)).toMatchObject({
      kind: "drilled",
      ending: "well",
      wrong: [],
      lever: "switch",
      toStandbySeconds: 4,
      wayBackSeconds: 4,
      visits: { stale: 0, failed: 0 },
    });
  });

  it("moves no site that is not declared for it", async () => {
    const memory = aMemory();
    const said = await failover("drill --live www.example.com --yes", { reach: overMemory(memory, site) });
    expect(said.code).toBe(2);
    expect(said.note).toContain("www.example.com is not declared for live drills, and is not moved");
    expect(said.note).toContain("says drill: true");
    expect(memory.objects.size).toBe(0);
  });

  it("moves nobody onto a standby that is not fit, and says by which rule", async () => {
    const memory = aMemory({ secondaryStatus: 503 });
    const said = await failover(drilled, { reach: overMemory(memory, site), live: following(memory) });
    expect(said.code).toBe(3);
    expect(said.out).toContain("replica-serves");
    expect(memory.switch).toEqual({ hold: null, force: null });
  });

  it("moves nobody while somebody's order stands", async () => {
    const memory = aMemory();
    const reach = overMemory(memory, site);
    await failover(["hold", "--reason", "a deploy", "--yes"], { reach });
    const said = await failover(drilled, { reach, live: following(memory) });
    expect(said.code).toBe(3);
    expect(said.out).toContain("order-in-force   user/ann ordered hold");
  });

  it("takes visitors back at Ctrl-C, and says that it was broken off", async () => {
    const memory = aMemory();
    const live = following(memory, 3, { interruptedAt: after(noon, seconds(25)) });
    const said = await failover(drilled, { reach: overMemory(memory, site), live });
    expect(said.code).toBe(130);
    expect(said.note).toContain("interrupted: visitors are taken back");
    expect(memory.switch).toEqual({ hold: null, force: null });
    expect(await drillOf(memory)).toMatchObject({ ending: "interrupted", wayBackSeconds: 4 });
  });

  it("takes them back as well where they never came, and it ends badly", async () => {
    const memory = aMemory();
    const said = await failover([...drilled, "--patience", "2m"], {
      reach: overMemory(memory, site),
      live: following(memory, 10_000),
    });
    expect(said.code).toBe(4);
    expect(said.out).toContain("LIVE DRILL ended BADLY");
    expect(said.out.replaceAll(/\s+/g, " ")).toContain(
      "visitors were not all seen on the standby within 2 min: www.example.com is served by the primary",
    );
    expect(memory.switch).toEqual({ hold: null, force: null });
  });

  it("says loudly that visitors were not released, and how to", async () => {
    const memory = aMemory();
    const gone: Reach = async (address) => {
      const override = await overMemory(memory, site)(address);
      return {
        ...override,
        ask: async (request) =>
          "action" in request && request.action === "release"
            ? { kind: "unknown", because: "no answer in time" }
            : override.ask(request),
      };
    };
    const said = await failover([...drilled, "--patience", "1m"], { reach: gone, live: following(memory) });
    expect(said.code).toBe(5);
    expect(said.note).toContain("NOT RELEASED: no answer of the tests' override: no answer in time");
    expect(said.note).toContain("npx failover release www.example.com --reason 'live drill is over'");
  });

  it("says the same to programs, visit by visit", async () => {
    const memory = aMemory();
    const said = await failover([...drilled, "--json", "--stay", "2s", "--before", "2s"], {
      reach: overMemory(memory, site),
      live: following(memory),
    });
    const { course, simulated, ...rest } = JSON.parse(said.out);
    expect(rest).toMatchObject({
      site: "www.example.com",
      ending: "well",
      toStandbySeconds: 4,
      unreleased: null,
    });
    expect(simulated.toStandbySeconds).toBeGreaterThan(0);
    expect(course[0]).toEqual({
      at: "2026-11-23T12:00:00.000Z",
      name: "www.example.com",
      from: "primary",
      got: "right",
      because: null,
    });
  });
});
