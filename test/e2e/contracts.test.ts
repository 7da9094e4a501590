import { randomUUID } from "node:crypto";
import { Route53Client } from "@aws-sdk/client-route-53";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll } from "vitest";
import { s3Listing } from "../../shared/aws/listing.ts";
import { s3ObjectStore } from "../../shared/aws/objectStore.ts";
import { route53RecordSets } from "../../shared/aws/recordSets.ts";
import { listingContract } from "../contract/listing.contract.ts";
import { objectStoreContract } from "../contract/objectStore.contract.ts";
import { recordSetsContract } from "../contract/recordSets.contract.ts";
import { type ClientConfig, startEmulator } from "./world/emulator.ts";
import { startMoto } from "./world/moto.ts";
import { createHealthCheck, createZone } from "./world/zoneSetup.ts";

interface Running {
  clientConfig(region: string): ClientConfig;
  stop(): Promise<void>;
}

passesOn("MiniStack", startEmulator);
passesOn("moto", startMoto);

/** The suites that the drill's simulated AWS passes, on an emulator nobody here wrote. */
function passesOn(name: string, start: () => Promise<Running>): void {
  let emulator: Running;
  beforeAll(async () => {
    emulator = await start();
  });
  afterAll(() => emulator.stop());

  listingContract(`${name}'s S3`, async () => {
    const s3 = new S3Client(emulator.clientConfig("us-east-1"));
    const Bucket = `site-${randomUUID()}`;
    await s3.send(new CreateBucketCommand({ Bucket }));
    return {
      listing: s3Listing(() => s3),
      bucket: { name: Bucket, region: "us-east-1" },
      put: async (Key, Body) => void (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))),
    };
  });

  objectStoreContract(`${name}'s S3`, async () => {
    const s3 = new S3Client(emulator.clientConfig("us-east-1"));
    const Bucket = `journal-${randomUUID()}`;
    await s3.send(new CreateBucketCommand({ Bucket }));
    return s3ObjectStore(s3, Bucket);
  });

  recordSetsContract(`${name}'s Route 53`, async () => {
    const route53 = new Route53Client(emulator.clientConfig("us-east-1"));
    const zoneId = await createZone(route53, "example.com");
    const config = {
      Type: "HTTPS",
      FullyQualifiedDomainName: "d1.cloudfront.net",
      ResourcePath: "/",
    } as const;
    return {
      port: route53RecordSets(route53),
      zoneId,
      healthCheckId: await createHealthCheck(route53, config),
    };
  });
}
