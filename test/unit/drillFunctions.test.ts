import { PutObjectCommand } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { Environments } from "../../drill/aws/environments.ts";
import { Network } from "../../drill/aws/network.ts";
import { chanceFrom } from "../../drill/chance.ts";
import { exampleSite } from "../../drill/exampleSite.ts";
import { type Fault, Faults } from "../../drill/faults.ts";
import { Run } from "../../drill/run.ts";
import { playTogether, VirtualTime } from "../../drill/virtualTime.ts";
import { epochMs, ms, seconds } from "../../shared/model/time.ts";

const start = epochMs(Date.UTC(2026, 0, 13));
const always = { from: seconds(0), lasts: null } as const;

function groundWith(faults: readonly Fault[]) {
  const time = new VirtualTime(start);
  const ground = { time, faults: new Faults(time, faults), chance: chanceFrom("unit") };
  time.advance(epochMs(start + 1));
  return ground;
}

/** How often the service was reached, and what came of one call, which is tried as the SDK tries it. */
async function called(share: number) {
  const { time, faults, chance } = groundWith([
    { kind: "serviceThrottles", service: "s3", share, ...always },
  ]);
  const network = new Network(faults, chance, (side) => exampleSite[side].region);
  const run = new Run(time, null, ms(0), () => {});
  let reached = 0;
  const client = network.client(run, "s3", "eu-west-1", () => {
    reached += 1;
    return "done";
  });
  const outcome = client
    .send(new PutObjectCommand({ Bucket: "b", Key: "k" }))
    .catch((error: Error) => error.name);
  await playTogether([{ advance: () => time.advance(epochMs(start + 60_000)) }]);
  return { outcome: await outcome, reached };
}

test("a throttled call is tried three times, and then fails as the SDK lets it fail", async () => {
  expect(await called(1)).toEqual({ outcome: "SlowDown", reached: 0 });
});

test("a call that is throttled half the time gets through within three tries, and is done once", async () => {
  expect(await called(0.5)).toEqual({ outcome: "done", reached: 1 });
});

test("an environment that is kept warm serves the next run; one that is lost starts anew, and takes a while", () => {
  const load = countedLoads();
  const warm = new Environments(groundWith([]), load);
  const first = warm.take("reconcile");
  expect(first).toMatchObject({ init: 0, code: { nth: 1 } });
  warm.keep("reconcile", first.code);
  expect(warm.take("reconcile")).toMatchObject({ code: { nth: 1 } });
  // The one is taken: a second run at the same time needs its own.
  expect(warm.take("reconcile")).toMatchObject({ code: { nth: 2 } });

  const lost = new Environments(groundWith([{ kind: "environmentsLost", share: 1, ...always }]), load);
  lost.keep("reconcile", first.code);
  const cold = lost.take("reconcile");
  expect(cold).toMatchObject({ code: { nth: 3 } });
  expect(cold.init).toBeGreaterThanOrEqual(200);
});

function countedLoads() {
  let loads = 0;
  const never = async () => undefined;
  return () => {
    loads += 1;
    const code = {
      healthAlarm: never,
      replicationAlarm: never,
      replicationEvent: never,
      reconcile: never,
      override: never,
    };
    return { ...code, nth: loads };
  };
}
