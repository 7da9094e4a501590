import { randomUUID } from "node:crypto";
import { leverPorts, objectStore, observePorts, publisher, realWorld } from "../../shared/aws/ports.ts";
import type { Publisher } from "../../shared/notify/ports.ts";
import { answerOverride } from "../../shared/override/answer.ts";
import type { Ports } from "../../shared/reconcile.ts";
import { type Ground, groundOf } from "./ground.ts";
import type { Address, Override } from "./reach.ts";

/**
 * What the deployed function would do, done here: the same code on the same record, with the caller's own credentials.
 * For when the function is gone. The record's compare-and-swap keeps the two apart where it isn't.
 */
export async function direct(address: Address): Promise<Override> {
  // The clients of realWorld() are those of the functions, and take a profile from the environment alone.
  if (address.profile !== null) process.env["AWS_PROFILE"] = address.profile;
  const ground = await groundOf(address);
  const ports = portsOn(ground, address);
  return {
    name: `AWS directly, record in s3://${ground.bucket}`,
    via: "cli --direct",
    ask: async (request) => ({
      kind: "answered",
      answer: await answerOverride(ports, [address.site], request, null),
    }),
  };
}

function portsOn({ bucket, topicArn }: Ground, { functionName, region }: Address): Ports {
  const world = realWorld();
  return {
    clock: world.clock,
    token: randomUUID,
    observe: observePorts(world, { bucket, region }),
    lever: leverPorts(world),
    store: objectStore(world, { bucket, region }),
    publisher: topicArn === null ? nobodyToTell : publisher(world, topicArn),
    override: { functionName, region },
  };
}

/** What is not sent stays in the outbox, for whoever runs next and knows the topic. */
const nobodyToTell: Publisher = {
  publish: () => Promise.reject(new Error("the topic of the notices is not known here")),
};
