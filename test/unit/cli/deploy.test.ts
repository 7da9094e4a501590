import { describe, expect, it } from "vitest";
import type { Reach } from "../../../cli/override/reach.ts";
import { aMemory, type Memory } from "../../fixtures/memory.ts";
import { failover, overMemory } from "./world.ts";

const site = "www.example.com";
const inMemory = (memory: Memory) => (words: string) => failover(words, { reach: overMemory(memory) });
const begin = (lease: string, more = ""): string =>
  `deploy begin ${site} --lease ${lease} --reason release --yes${more}`;
const end = (lease: string): string => `deploy end ${site} --lease ${lease} --reason done --yes`;

describe("failover deploy", () => {
  it("takes the lease, shows it, lets its holder extend it and nobody else in, and gives it back", async () => {
    const run = inMemory(aMemory());
    expect(await run(begin("a"))).toMatchObject({ code: 0 });
    const status = await run(`status ${site}`);
    expect(status.out).toContain("\nlease      a: deploy by user/ann, until 2026-11-23T03:20:00Z: release\n");
    const other = await run(begin("b"));
    expect(other.code).toBe(6);
    expect(other.out).toContain("  truce            user/ann deploys until ");
    const extended = JSON.parse((await run(begin("a", " --for 40m --json"))).out);
    expect(extended.status.deploy).toMatchObject({ lease: "a", until: "2026-11-23T03:40:00.000Z" });
    expect(await run(end("b"))).toMatchObject({
      code: 0,
      out: expect.stringContaining("nothing to give back"),
    });
    expect(await run(end("a"))).toMatchObject({ code: 0 });
    expect(await run(begin("b"))).toMatchObject({ code: 0 });
  });

  it("says no by 6 while visitors are on the standby, with the command that does it all the same", async () => {
    const said = await inMemory(aMemory({ servedBy: "secondary" }))(begin("a"));
    expect(said.code).toBe(6);
    expect(said.out).toContain(`npx failover deploy begin ${site} --reason release --lease a`);
    expect(said.out).toContain("--override-rule truce");
  });

  it.each(["unreachable", "unknown"] as const)("says no by 6 where the override is %s", async (kind) => {
    const reach: Reach = async () => ({
      name: "the override",
      via: "cli",
      ask: async () => ({ kind, because: "no route to host", remedy: "Try --direct" }),
    });
    const said = await failover(begin("a"), { reach });
    expect(said).toMatchObject({ code: 6, out: "" });
    expect(said.note).toContain("do not write to the primary");
  });

  it("wants to know which lease is given back", async () => {
    expect(await inMemory(aMemory())(`deploy end ${site} --reason done --yes`)).toMatchObject({ code: 2 });
  });
});

it("a record from before there were leases is read, and takes one", async () => {
  const memory = aMemory();
  const run = inMemory(memory);
  await run(begin("a"));
  const key = `sites/${site}/record.json`;
  const stored = memory.objects.get(key);
  if (stored === undefined) throw new Error("no record was written");
  const { deploy: _, ...older } = JSON.parse(stored.body);
  memory.objects.set(key, { ...stored, body: JSON.stringify(older) });
  expect(JSON.parse((await run(`status ${site} --json`)).out)).toMatchObject({ status: { deploy: null } });
  expect(await run(begin("b"))).toMatchObject({ code: 0 });
});
