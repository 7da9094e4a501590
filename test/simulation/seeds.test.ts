import { ChangeResourceRecordSetsCommand, ListResourceRecordSetsCommand } from "@aws-sdk/client-route-53";
import { expect, test } from "vitest";
import { journalBucketName } from "../../drill/aws/provisioned.ts";
import { check } from "../../drill/checkers/all.ts";
import { storyFrom } from "../../drill/drawnStory.ts";
import { exampleSite } from "../../drill/exampleSite.ts";
import { controlPlane } from "../../drill/functions.ts";
import { simulate } from "../../drill/simulation.ts";
import { playTogether } from "../../drill/virtualTime.ts";
import { type Functions, World } from "../../drill/world.ts";
import { type World as Outside, objectStore } from "../../shared/aws/ports.ts";
import { minutes } from "../../shared/model/time.ts";

test("a seed is the same story and the same play, to the letter", async () => {
  const lines = async () => (await simulate([7])).flatMap(({ world }) => world.chronicle.log.lines);
  expect(storyFrom(7, exampleSite)).toEqual(storyFrom(7, exampleSite));
  expect(await lines()).toEqual(await lines());
});

test.todo("2,000 seeds keep every rule (seeds with stranded changes don't yet)");

test("a change that no intent announced is caught by name", async () => {
  const rogue = await playWith(async ({ clients }) => {
    const HostedZoneId = exampleSite.hostedZone.id;
    const { ResourceRecordSets = [] } = await clients
      .route53()
      .send(new ListResourceRecordSetsCommand({ HostedZoneId }));
    const Changes = ResourceRecordSets.slice(0, 1).map((set) => ({
      Action: "DELETE" as const,
      ResourceRecordSet: set,
    }));
    await clients
      .route53()
      .send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));
  });
  expect(rogue).toEqual(expect.arrayContaining(["intent-first", "one-position"]));
});

test("a journal entry that skips a number is caught by name", async () => {
  const rogue = await playWith(async (outside) => {
    const store = objectStore(outside, { bucket: journalBucketName, region: exampleSite.secondary.region });
    const entry = {
      seq: 99,
      kind: "observed",
      who: "controller",
      text: "out of turn",
      previous: "",
      hash: "x",
    };
    await store.create(`sites/${exampleSite.name}/journal/000000000099.json`, JSON.stringify(entry));
  });
  expect(rogue).toContain("journal-chain");
});

/** The names of the rules broken when every scheduled run also does that. */
async function playWith(mischief: (outside: Outside) => Promise<void>): Promise<readonly string[]> {
  const functions: Functions = (outsideOf) => {
    const honest = controlPlane(exampleSite)(outsideOf);
    return {
      ...honest,
      reconcile: async (run, payload) => {
        await honest.reconcile(run, payload);
        await mischief(outsideOf(run)).catch(() => {});
      },
    };
  };
  const script = { faults: [], deeds: [], lasts: minutes(5) };
  const world = new World({ site: exampleSite, seed: 1, script, functions });
  const verdict = check(world);
  await playTogether([world]);
  return verdict().map(({ rule }) => rule);
}
