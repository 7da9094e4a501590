import { describe, expect, test } from "vitest";
import { exampleSite } from "../../../drill/exampleSite.ts";
import { readinessStatements } from "../../../infra/service/readinessStatements.ts";
import { keepReadiness, readinessKey } from "../../../shared/keepReadiness.ts";
import { after, hours, minutes } from "../../../shared/model/time.ts";
import type { PublishedMessage } from "../../../shared/notify/ports.ts";
import type { Readiness } from "../../../shared/readiness/checkSite.ts";
import { calmWorld, readinessIn } from "../../fixtures/groundWorld.ts";
import { aMemory, portsOver } from "../../fixtures/memory.ts";

/** The function's second half: what is kept beside the record, and what people are told of it. */
async function aKeeper() {
  const world = await calmWorld();
  const { store } = portsOver(aMemory());
  const told: PublishedMessage[] = [];
  let refuses = false;
  const ports = {
    store,
    publisher: {
      async publish(message: PublishedMessage) {
        if (refuses) throw new Error("the topic refuses");
        told.push(message);
      },
    },
    override: { functionName: "override", region: "eu-central-1" },
  };
  const policy = world.aws.setup.buckets.get("www.example.com")?.policy ?? {};
  const bucket = () => {
    const found = world.aws.setup.buckets.get("www.example.com");
    if (found === undefined) throw new Error("no bucket");
    return found;
  };
  return {
    told,
    setup: world.aws.setup,
    spoil: () => delete bucket().policy,
    mend: () => {
      bucket().policy = policy;
    },
    refuse: (now: boolean) => {
      refuses = now;
    },
    keep: async (later = 0): Promise<Readiness["checked"]> => {
      const readiness = await readinessIn(world);
      await keepReadiness(ports, exampleSite, { ...readiness, at: after(readiness.at, minutes(later)) });
      return readiness.checked;
    },
    stored: async () => JSON.parse((await store.get(readinessKey(exampleSite.name)))?.body ?? "null"),
  };
}

describe("people are told", () => {
  test("nothing of a site that is ready", async () => {
    const { keep, told, stored } = await aKeeper();
    await keep();
    expect(told).toEqual([]);
    expect(await stored()).toMatchObject({ findings: [], unknown: [], told: [] });
  });

  test("once of a finding, however often it is found, and once that it went", async () => {
    const { keep, spoil, mend, told } = await aKeeper();
    spoil();
    await keep(0);
    await keep(15);
    mend();
    await keep(30);
    await keep(45);
    expect(told.map(({ subject }) => subject)).toEqual([
      "www.example.com NOT READY to fail over: 1",
      "www.example.com READY to fail over again",
    ]);
    expect(told[0]?.bodies["default"]).toContain(
      "Why: public-read: no statement of its policy lets anybody read www.example.com",
    );
    expect(told.map(({ attributes }) => attributes["kind"])).toEqual(["not-ready", "ready-again"]);
  });

  test("not that a finding went, where it can't be read any more", async () => {
    const { keep, spoil, setup, told } = await aKeeper();
    spoil();
    await keep(0);
    setup.denied.add("s3:GetBucketPolicy");
    await keep(15);
    expect(told.length).toBe(1);
  });

  test("again by the next run, where the topic refused", async () => {
    const { keep, spoil, refuse, told } = await aKeeper();
    spoil();
    refuse(true);
    await expect(keep(0)).rejects.toThrow("the topic refuses");
    refuse(false);
    await keep(15);
    expect(told.length).toBe(1);
  });

  test("six times a day at most of a finding that comes and goes, and of where it stands the day after", async () => {
    const { keep, spoil, mend, told } = await aKeeper();
    for (let run = 0; run < 20; run++) {
      if (run % 2 === 0) spoil();
      else mend();
      await keep(run * 15);
    }
    expect(told.length).toBe(6);
    spoil();
    await keep(hours(25) / minutes(1));
    expect(told.length).toBe(7);
    expect(told.at(-1)?.subject).toBe("www.example.com NOT READY to fail over: 1");
  });
});

test("what did not change is written once an hour", async () => {
  const { keep, stored } = await aKeeper();
  await keep(0);
  const first = await stored();
  await keep(45);
  expect(await stored()).toEqual(first);
  await keep(61);
  expect((await stored()).at).toBeGreaterThanOrEqual(after(first.at, minutes(61)));
});

test("the role may do everything that a reading names as its permission, and put nothing but its own object", async () => {
  const world = await calmWorld();
  const statements = readinessStatements([exampleSite]);
  const actions = statements.flatMap(({ Action }) => Action);
  const named = new Set<string>();
  world.aws.setup.denied.add("*");
  const { checked } = await readinessIn(world);
  for (const { verdict } of checked)
    if (verdict.kind === "unknown")
      for (const [permission] of verdict.because.matchAll(/[a-z0-9]+:[A-Z]\w+/g)) named.add(permission);
  expect(named.size).toBeGreaterThan(12);
  expect([...named].filter((permission) => !actions.includes(permission))).toEqual([]);
  const writing = statements.filter(({ Action }) =>
    Action.some((action) => /:(Put|Delete|Change)/.test(action)),
  );
  expect(writing.map(({ Sid, Resource }) => [Sid, Resource])).toEqual([
    ["KeepReadiness", [{ "Fn::Sub": `\${JournalBucket.Arn}/sites/www.example.com/readiness.json` }]],
  ]);
});
