import { journalBucketName, topicArn } from "../../../drill/aws/provisioned.ts";
import { readinessGround } from "../../../drill/readinessGround.ts";
import { Run } from "../../../drill/run.ts";
import type { World } from "../../../drill/world.ts";
import { objectStore } from "../../../shared/aws/ports.ts";
import { groundPorts } from "../../../shared/aws/readiness/ports.ts";
import { checkReadiness } from "../../../shared/checkReadiness.ts";
import { ms } from "../../../shared/model/time.ts";
import type { Readiness } from "../../../shared/readiness/checkSite.ts";

/** Readiness as its command runs it, over a simulated world; answered as its time passes. */
export async function readinessOf(world: World): Promise<Readiness> {
  const { site } = world.spec;
  const outside = readinessGround(world.aws, new Run(world.time, null, ms(0), () => {}));
  const journal = { bucket: journalBucketName, region: site.secondary.region };
  const deployed = {
    journalBucket: journalBucketName,
    topicArn: topicArn(site),
    store: objectStore(outside, journal),
  };
  return await checkReadiness({ ground: groundPorts(outside), deployed }, site, [site]);
}
