import { describe, expect, it } from "vitest";
import { aMemory } from "../../fixtures/memory.ts";
import { failover, overMemory } from "./world.ts";

describe("failover status", () => {
  it("says how the site stands", async () => {
    const said = await failover("status www.example.com", { reach: overMemory(aMemory()) });
    expect(said).toMatchObject({ code: 0, note: "" });
    expect(said.out).toContain("visitors   www.example.com: served by the primary (200, 40 ms)");
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
});
