import { describe, expect, it } from "vitest";
import { minutes } from "../../shared/model/time.ts";
import { answerOverride } from "../../shared/override/answer.ts";
import { aMemory, type Memory, portsOver } from "../fixtures/memory.ts";
import { aSite } from "../fixtures/site.ts";

/** What a live drill came to is handed over, kept with the drill site, and shown with every site of the file. */
const production = aSite();
const drillSite = { ...aSite(), name: "drill.example.com", drill: true };
const sites = [production, drillSite];

const came = {
  ending: "well",
  wrong: [],
  lever: "records",
  toStandbySeconds: 61.4,
  wayBackSeconds: 58,
  visits: { right: 240, stale: 0, failed: 0 },
};
const drillEnd = {
  action: "drill-end",
  site: drillSite.name,
  reason: "there and back, all well",
  requestedBy: "Ann",
  drill: came,
};

const ask = (memory: Memory, input: object, among = sites) =>
  answerOverride(portsOver(memory), among, input, null);
const drillIn = async (memory: Memory, site: string, among = sites) =>
  await ask(memory, { action: "status", site }, among).then((answer) =>
    "error" in answer ? answer.error : answer.status.drill,
  );

describe("drill-end", () => {
  it("is journaled whole, and shown by each site's status with its age", async () => {
    const memory = aMemory();
    expect(await ask(memory, drillEnd)).toMatchObject({
      ok: true,
      decision: { kind: "note", reason: "Ann drilled the site: there and back, all well" },
      status: { drill: { kind: "drilled", ageSeconds: 0 } },
    });
    const entries = [...memory.objects].filter(([key]) => key.includes("/journal/"));
    expect(
      entries.map(([, { body }]) => JSON.parse(body)).find(({ kind }) => kind === "ordered"),
    ).toMatchObject({
      who: "Ann",
      data: { action: "drill-end", drill: { ending: "well", toStandby: 61_400, wayBack: 58_000 } },
    });
    memory.now += minutes(90);
    for (const site of ["www.example.com", "drill.example.com"])
      expect(await drillIn(memory, site)).toEqual({
        ...came,
        kind: "drilled",
        site: "drill.example.com",
        at: "2026-11-23T03:00:00.000Z",
        ageSeconds: 5400,
        who: "Ann",
        toStandbySeconds: 61,
      });
  });

  it("of two drill sites the newer is shown", async () => {
    const second = { ...drillSite, name: "drill2.example.com" };
    const memory = aMemory();
    await ask(memory, { ...drillEnd, site: second.name }, [...sites, second]);
    memory.now += minutes(1);
    await ask(memory, drillEnd, [...sites, second]);
    expect(await drillIn(memory, second.name, [...sites, second])).toMatchObject({
      site: "drill.example.com",
    });
  });

  it.each([
    ["a site that is not declared for drills", { site: production.name }, "site", /drill: true in sites.yml/],
    ["nothing of what came of it", { drill: undefined }, "drill", /is required/],
    ["a negative span", { drill: { ...came, wayBackSeconds: -1 } }, "drill.wayBackSeconds", /negative/],
    [
      "half a visit",
      { drill: { ...came, visits: { right: 1.5, stale: 0, failed: 0 } } },
      "drill.visits.right",
      /whole/,
    ],
    ["another field", { drill: { ...came, speed: 1 } }, "drill.speed", /./],
    ["another action", { action: "ack" }, "drill", /is not taken by ack/],
  ])("is not taken for %s, and nothing is kept", async (_, part, path, message) => {
    const memory = aMemory();
    expect(await ask(memory, { ...drillEnd, ...part })).toMatchObject({
      ok: false,
      error: { issues: [{ path, message: expect.stringMatching(message) }] },
    });
    expect(memory.objects.size).toBe(0);
  });
});

describe("status", () => {
  it("says where no site is declared for drills", async () => {
    expect(await drillIn(aMemory(), production.name, [production])).toEqual({ kind: "none" });
  });

  it("says which sites are declared and were never moved", async () => {
    expect(await drillIn(aMemory(), production.name)).toEqual({
      kind: "never",
      sites: ["drill.example.com"],
    });
  });

  it("does not take a record that can't be read for a site that was never drilled", async () => {
    const memory = aMemory();
    memory.objects.set("sites/drill.example.com/record.json", { body: '{"format":7}', etag: "e" });
    expect(await drillIn(memory, production.name)).toMatchObject({
      kind: "unknown",
      because: expect.stringContaining("not a record of format 1"),
    });
  });
});
