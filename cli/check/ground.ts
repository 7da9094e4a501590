import { objectStore, realWorld } from "../../shared/aws/ports.ts";
import { groundPorts, realGround } from "../../shared/aws/readiness/ports.ts";
import { checkReadiness, type ReadinessPorts } from "../../shared/checkReadiness.ts";
import type { Site } from "../../shared/model/site.ts";
import type { Readiness } from "../../shared/readiness/checkSite.ts";
import { Mistake } from "../mistake.ts";
import { groundOf } from "../override/ground.ts";
import type { Address } from "../override/reach.ts";

/** With the caller's own credentials, on AWS as it is now. */
export async function readinessOn(address: Address, sites: readonly Site[]): Promise<Readiness> {
  // The clients of realWorld() take a profile from the environment alone.
  if (address.profile !== null) process.env["AWS_PROFILE"] = address.profile;
  const world = realWorld();
  const deployed = await deployedAt(address, world);
  return await checkReadiness({ ground: groundPorts(realGround(world)), deployed }, address.site, sites);
}

/** null: the stack does not say; then what concerns the service is unknown, and all else is checked all the same. */
async function deployedAt(
  address: Address,
  world: ReturnType<typeof realWorld>,
): Promise<ReadinessPorts["deployed"]> {
  try {
    const { bucket, topicArn } = await groundOf(address);
    const store = objectStore(world, { bucket, region: address.region });
    return { journalBucket: bucket, topicArn, store };
  } catch (error) {
    if (error instanceof Mistake) return null;
    throw error;
  }
}
