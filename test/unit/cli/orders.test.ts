import { describe, expect, it } from "vitest";
import type { Asked, Reach } from "../../../cli/override/reach.ts";
import { minutes } from "../../../shared/model/time.ts";
import { aMemory, type Memory } from "../../fixtures/memory.ts";
import { aSite } from "../../fixtures/site.ts";
import { failover, overMemory } from "./world.ts";

const site = "www.example.com";
const ann = { kind: "known", arn: "arn:aws:iam::111122223333:user/ann" } as const;
const bob = { kind: "known", arn: "arn:aws:iam::111122223333:user/bob" } as const;
const journalOf = (memory: Memory): string => [...memory.objects.values()].map(({ body }) => body).join("\n");

describe("an order", () => {
  it("is shown, confirmed by the site's name, and done", async () => {
    const memory = aMemory();
    const said = await failover(["force", site, "--reason", "region outage"], {
      reach: overMemory(memory),
      answers: [site],
    });
    expect(said.code).toBe(0);
    expect(said.note).toContain("PLAN of force: nothing is changed yet");
    expect(said.note).toContain("+ alias s3-website-eu-west-1.amazonaws.com, no health check");
    expect(said.note).toContain(`? Type ${site} to send its visitors to the standby`);
    expect(said.out).toContain("DONE: user/ann ordered force: region outage.");
    expect(memory.batches).toHaveLength(1);
  });

  it("does nothing when another name is typed", async () => {
    const memory = aMemory();
    const said = await failover("force --reason outage", {
      reach: overMemory(memory),
      answers: ["example.com"],
    });
    expect(said).toMatchObject({ code: 130, out: "" });
    expect(said.note).toContain("failover: broken off; nothing was changed");
    expect(memory.batches).toEqual([]);
    expect(memory.objects.size).toBe(0);
  });

  it("asks why, where nobody said", async () => {
    const memory = aMemory();
    const said = await failover("hold", { reach: overMemory(memory), answers: ["a deploy", "yes"] });
    expect(said.code).toBe(0);
    expect(said.note).toContain("? Why hold? It goes into the journal and the notices");
    expect(said.note).toContain(`? hold ${site}?`);
    expect(said.out).toContain("HOLD by user/ann");
  });

  it("is refused by the name of the rule, with the command that overrides it", async () => {
    const memory = aMemory({ secondaryStatus: 503 });
    const said = await failover(["force", "--reason", "it's down", "--yes", "--stage", "dev"], {
      reach: overMemory(memory),
    });
    expect(said.code).toBe(3);
    expect(said.out).toContain("REFUSED by these safety rules; nothing was changed:\n  replica-serves");
    expect(said.out).toContain(
      `  npx failover force ${site} --reason 'it'\\''s down' \\\n    --override-rule replica-serves --stage dev\n`,
    );
    expect(memory.batches).toEqual([]);
  });

  it("that would be refused is not asked to be confirmed", async () => {
    const said = await failover("force --reason outage", {
      reach: overMemory(aMemory({ secondaryStatus: 503 })),
      answers: [site],
    });
    expect(said.code).toBe(3);
    expect(said.note).not.toContain("? Type");
  });

  it("is done although a rule refuses that was overridden by name", async () => {
    const memory = aMemory({ secondaryStatus: 503 });
    const said = await failover("force --reason outage --yes --override-rule replica-serves", {
      reach: overMemory(memory),
    });
    expect(said.code).toBe(0);
    expect(journalOf(memory)).toContain('"overridden":["replica-serves"]');
  });

  it("is journaled with who and how", async () => {
    const memory = aMemory();
    await failover("freeze --reason audit --yes", { reach: overMemory(memory) });
    expect(journalOf(memory)).toContain('"via":"cli"');
    expect(journalOf(memory)).toContain('"who":"arn:aws:iam::111122223333:user/ann"');
  });

  it("waits for a second person, says until when, and is done by them", async () => {
    const memory = aMemory();
    const reach = overMemory(memory, aSite({ twoPerson: { within: minutes(30) } }));
    const first = await failover("force --reason outage --yes", { reach, identity: ann });
    expect(first.code).toBe(3);
    expect(first.out).toContain("WAITS for a second person, until 2026-11-23T03:30:00Z: nothing was moved.");
    expect(first.out).toContain(`  npx failover force ${site}\n`);
    expect(memory.batches).toEqual([]);
    const second = await failover("force --reason agreed --yes", { reach, identity: bob });
    expect(second.code).toBe(0);
    expect(memory.batches).toHaveLength(1);
  });

  it("only says what it would do on a dry run, without a reason or a trace", async () => {
    const memory = aMemory();
    const said = await failover("force --dry-run", { reach: overMemory(memory) });
    expect(said.code).toBe(0);
    expect(said.out).toContain("write      12 changes of record sets in one batch");
    expect(memory.objects.size).toBe(0);
  });

  it("that was sent twice by the same id is done once", async () => {
    const memory = aMemory();
    for (const _ of ["first", "again"])
      expect(
        (await failover("force --reason x --yes --request-id page-1", { reach: overMemory(memory) })).code,
      ).toBe(0);
    expect(memory.batches).toHaveLength(1);
  });

  it("gives programs the contract's answer", async () => {
    const said = await failover("hold --reason x --yes --for 2h --json", { reach: overMemory(aMemory()) });
    expect(JSON.parse(said.out)).toMatchObject({
      ok: true,
      position: "primary",
      status: { order: { kind: "hold", until: "2026-11-23T05:00:00.000Z" } },
    });
  });
});

describe("who asks", () => {
  it("is whom --as says, where AWS can't", async () => {
    const said = await failover("ack --reason x --yes --as Ann", {
      reach: overMemory(aMemory()),
      identity: { kind: "unknown", because: "STS does not answer" },
    });
    expect(said).toMatchObject({ code: 0, note: "" });
    expect(said.out).toContain("DONE: Ann acknowledged: x");
  });

  it("has to be said, where AWS can't and nobody did", async () => {
    const said = await failover("ack --reason x --yes", {
      reach: overMemory(aMemory()),
      identity: { kind: "unknown", because: "STS does not answer" },
    });
    expect(said).toMatchObject({ code: 2, out: "" });
    expect(said.note).toBe(
      "failover: AWS does not say who you are (STS does not answer).\nSay it yourself: --as NAME.",
    );
  });

  it("is whom AWS says, whatever --as does", async () => {
    const said = await failover("ack --reason x --yes --as Bob", { reach: overMemory(aMemory()) });
    expect(said.note).toBe("AWS says who you are, so --as is not taken: arn:aws:iam::111122223333:user/ann");
    expect(said.out).toContain("DONE: user/ann acknowledged: x");
  });
});

describe("an override that", () => {
  const answering =
    (asked: Asked): Reach =>
    async () => ({ name: "override in eu-west-1", via: "cli", ask: async () => asked });

  it("was not reached changed nothing: 5, and what to do", async () => {
    const reach = answering({ kind: "unreachable", because: "there is no function", remedy: "Try --direct" });
    expect(await failover("status", { reach })).toEqual({
      code: 5,
      out: "",
      note: "failover: there is no function.\nTry --direct.",
    });
  });

  it("gave no answer may have done it: 5, and the same order by the same id", async () => {
    const reach = answering({ kind: "unknown", because: "no answer came in time" });
    const said = await failover("force --reason outage --yes --request-id page-1 --profile oncall", {
      reach,
    });
    expect(said.code).toBe(5);
    expect(said.note).toBe(
      [
        "failover: no answer of override in eu-west-1: no answer came in time.",
        "It may be done, or not. Ask again, which does it once:",
        `  npx failover force ${site} --reason outage --request-id page-1 --profile oncall --yes`,
      ].join("\n"),
    );
  });

  it("could not read its record: 5", async () => {
    const reach = answering({
      kind: "answered",
      answer: {
        ok: false,
        error: { code: "Unavailable", message: "The run broke off: S3 does not answer." },
      },
    });
    expect(await failover("status", { reach })).toMatchObject({
      code: 5,
      note: "failover: The run broke off: S3 does not answer.",
    });
  });
});
