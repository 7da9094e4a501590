import { describe, expect, it } from "vitest";
import { aMemory } from "../../fixtures/memory.ts";
import { failover, overMemory } from "./world.ts";

describe("failover status", () => {
  it("says how the site stands", async () => {
    const said = await failover("status www.example.com", { reach: overMemory(aMemory()) });
    expect(said).toMatchObject({ code: 0, note: "" });
    expect(said.out).toContain("www.example.com: served by the primary (200, 40 ms)");
  });

  it("gives programs the contract's answer", async () => {
    const said = await failover("status --json", { reach: overMemory(aMemory()) });
    expect(JSON.parse(said.out)).toMatchObject({ ok: true, status: { traffic: "primary", phase: "calm" } });
  });

  it.each([
    ["a mistyped command", "statsu", "failover: unknown command 'statsu'. Did you mean status?"],
    ["a mistyped option", "status --jsn", "failover: unknown option '--jsn'. Did you mean --json?"],
    [
      "a mistyped site",
      "status www.exmaple.com",
      "failover: there is no site www.exmaple.com in sites.yml. Did you mean www.example.com?",
    ],
  ])("%s gets one line, and 2", async (_, words, line) => {
    const said = await failover(words, { reach: overMemory(aMemory()) });
    expect(said).toEqual({ code: 2, out: "", note: line });
  });
});
