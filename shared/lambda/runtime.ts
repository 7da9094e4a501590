import { randomUUID } from "node:crypto";
import { beatPorts, leverPorts, objectStore, observePorts, publisher, realWorld } from "../aws/ports.ts";
import type { Publisher } from "../notify/ports.ts";
import type { Ports } from "../reconcile.ts";
import { readEnvironment } from "./environment.ts";
import { countNotice } from "./telemetry.ts";

const environment = readEnvironment(process.env);
export const world = realWorld();
/** Of record, journal and evidence. */
export const journal = { bucket: environment.journalBucket, region: environment.region };

export const heartPorts = beatPorts(world, journal);

/** Made once, while Lambda initialises: a fault of configuration stops the function here, before any event. */
export const ports: Ports = {
  clock: world.clock,
  token: randomUUID,
  observe: observePorts(world, journal),
  lever: leverPorts(world),
  store: objectStore(world, journal),
  publisher: counted(publisher(world, environment.topicArn)),
  override: { functionName: environment.overrideFunction, region: environment.region },
};

function counted({ publish }: Publisher): Publisher {
  return {
    async publish(message) {
      await publish(message);
      countNotice();
    },
  };
}
