import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ChangeResourceRecordSetsCommand, ListResourceRecordSetsCommand } from "@aws-sdk/client-route-53";
import { expect, test } from "vitest";
import { journalBucketName } from "../../drill/aws/provisioned.ts";
import { check } from "../../drill/checkers/all.ts";
import { exampleSite } from "../../drill/exampleSite.ts";
import { controlPlane } from "../../drill/functions.ts";
import { simulate } from "../../drill/simulation.ts";
import { wholeLog } from "../../drill/simulationReport.ts";
import { playTogether } from "../../drill/virtualTime.ts";
import { type Functions, World } from "../../drill/world.ts";
import { type World as Outside, objectStore } from "../../shared/aws/ports.ts";
import { minutes } from "../../shared/model/time.ts";

/** As many as two cores play in half a minute, or in minutes when they are busy; `npm run simulate` plays as many as you like. */
const seeds = 2000;
const whenBusy = minutes(8);

test(`${seeds} seeds keep every rule`, { timeout: whenBusy }, async () => {
  const { code, stdout } = await simulateBy(["--seeds", String(seeds)]);
  expect(stdout).toMatch(new RegExp(`^${seeds} seeds from 1, \\d+ incidents, 0 broken\n`));
  expect(code).toBe(0);
});

test("a seed gives the same log in two processes, byte for byte", async () => {
  const [first, second] = await Promise.all([
    simulateBy(["--seed", "7", "--log"]),
    simulateBy(["--seed", "7", "--log"]),
  ]);
  expect(first.stdout.split("\n").length).toBeGreaterThan(30);
  expect(first.stdout).toBe(second.stdout);
});

test("nothing is remembered outside the record: a warm process plays a seed as a cold one does", async () => {
  await simulate([1, 2, 3, 4, 5, 6]);
  const [warm] = await simulate([7]);
  const cold = await simulateBy(["--seed", "7", "--log"]);
  expect(cold.stdout).toBe(`${warm === undefined ? "" : wholeLog(warm)}seed 7: all rules kept\n`);
});

test.each([
  [["--sedes", "9"], "there is no option --sedes; did you mean --seeds?"],
  [["--seeds", "many"], '--seeds takes a whole number, and not "many"'],
  [["--log"], "--log goes with --seed S"],
  [
    ["--seed", "1", "--from", "2"],
    "--seed S is one seed: it goes with none of --seeds, --from and --workers",
  ],
])("%j is answered in one line", async (args, because) => {
  expect(await simulateBy(args)).toEqual({ code: 2, stdout: "", stderr: `simulate: ${because}\n` });
});

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
  const loaded = controlPlane(exampleSite);
  const functions: Functions = (outsideOf) => {
    const honest = loaded(outsideOf);
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

/** `npm run simulate`, as a process of its own. */
function simulateBy(args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const script = fileURLToPath(new URL("../../drill/simulate.ts", import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}
