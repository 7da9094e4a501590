import type { Route53Client } from "@aws-sdk/client-route-53";
import { type BucketLocationConstraint, CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import type { Emulator } from "./emulator.ts";
import { freePort } from "./freePort.ts";
import type { BucketPlace } from "./replication.ts";
import { answerLikeS3Rest } from "./siteAnswer.ts";
import { readSiteObject } from "./siteObject.ts";
import { startSiteServer } from "./siteServer.ts";
import { createHealthCheck } from "./zoneSetup.ts";

const address = "127.0.0.4";

/** A site's switch as a user has it: a bucket, its two objects in the open at `endpoint`, and the checks that look for them. */
export interface SwitchGround {
  readonly place: BucketPlace;
  readonly host: string;
  readonly address: string;
  readonly endpoint: string;
  readonly checks: { readonly hold: string; readonly force: readonly [string, string] };
  /** The calculated check over the endpoint's and these. */
  calculated(endpointCheck: string): Promise<string>;
  stop(): Promise<void>;
}

export async function prepareSwitch(
  emulator: Emulator,
  route53: Route53Client,
  place: BucketPlace,
): Promise<SwitchGround> {
  const { bucket, region } = place;
  const s3 = new S3Client(emulator.clientConfig(region));
  const CreateBucketConfiguration = { LocationConstraint: region as BucketLocationConstraint };
  await s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration }));
  const port = await freePort(address);
  const read = (key: string) => readSiteObject(s3, bucket, key);
  const server = await startSiteServer(address, port, answerLikeS3Rest(read));
  const host = `${bucket}.s3.${region}.amazonaws.com`;
  const check = (object: string, Inverted: boolean) =>
    createHealthCheck(route53, {
      Type: "HTTP",
      FullyQualifiedDomainName: host,
      Port: port,
      ResourcePath: `/${object}`,
      RequestInterval: 10,
      FailureThreshold: 1,
      Inverted,
    });
  const hold = await check("hold", false);
  const force = [await check("force", true), await check("force", true)] as const;
  return {
    place,
    host,
    address,
    endpoint: `http://${address}:${port}`,
    checks: { hold, force },
    calculated: (endpointCheck) =>
      createHealthCheck(route53, {
        Type: "CALCULATED",
        ChildHealthChecks: [endpointCheck, hold, ...force],
        HealthThreshold: 3,
      }),
    stop: server.stop,
  };
}
