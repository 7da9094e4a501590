import { Route53Client, UpdateHealthCheckCommand } from "@aws-sdk/client-route-53";
import { HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { publish } from "./byHand/buckets.ts";
import { primary, standby } from "./byHand/example.ts";
import type { Emulator } from "./emulator.ts";
import { eventually } from "./eventually.ts";
import { type ProvisionedPlace, provisionedPlace } from "./provisionedPlace.ts";
import { serveSite, type Web } from "./webOfTheSite.ts";

/** The example site made by provisioning, with its pages on both sides and served by this world. */
export interface ServedPlace {
  readonly place: ProvisionedPlace;
  readonly web: Web;
  stop(): Promise<void>;
}

export async function servedPlace(emulator: Emulator): Promise<ServedPlace> {
  const place = await provisionedPlace(emulator);
  const web = await serveSite(emulator);
  await publish(emulator, primary);
  const inB = new S3Client(emulator.clientConfig(standby.region));
  const copy = new HeadObjectCommand({ Bucket: standby.bucket, Key: "health.txt" });
  await eventually(() => inB.send(copy), { withinMs: 10_000, everyMs: 50 });
  // On AWS the bucket's host answers on port 80, which only the machine's owner may listen on.
  const route53 = new Route53Client(emulator.clientConfig("us-east-1"));
  const HealthCheckId = place.site().switch?.checks.endpoint;
  await route53.send(new UpdateHealthCheckCommand({ HealthCheckId, Port: web.probePort }));
  return {
    place,
    web,
    async stop() {
      await web.stop();
      await place.stop();
    },
  };
}
