import { objectStore, publisher, realWorld } from "../aws/ports.ts";
import { groundPorts, realGround } from "../aws/readiness/ports.ts";
import type { ReadinessPorts } from "../checkReadiness.ts";
import type { KeepPorts } from "../keepReadiness.ts";
import { readEnvironment } from "./environment.ts";

const environment = readEnvironment(process.env);
const world = realWorld();
const store = objectStore(world, { bucket: environment.journalBucket, region: environment.region });

/** Made once, as the loop's are; readiness alone has a client of EventBridge. */
export const readinessPorts: ReadinessPorts & KeepPorts = {
  ground: groundPorts(realGround(world)),
  deployed: { journalBucket: environment.journalBucket, topicArn: environment.topicArn, store },
  store,
  publisher: publisher(world, environment.topicArn),
  override: { functionName: environment.overrideFunction, region: environment.region },
};
