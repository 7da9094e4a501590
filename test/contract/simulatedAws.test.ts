import { PutObjectCommand } from "@aws-sdk/client-s3";
import { Bucket } from "../../drill/aws/bucket.ts";
import { Route53 as SimulatedRoute53 } from "../../drill/aws/route53.ts";
import { S3 as SimulatedS3 } from "../../drill/aws/s3.ts";
import { chanceFrom } from "../../drill/chance.ts";
import { Faults } from "../../drill/faults.ts";
import { logOf } from "../../drill/log.ts";
import { VirtualTime } from "../../drill/virtualTime.ts";
import type { Route53, S3 } from "../../shared/aws/clients.ts";
import { s3Listing } from "../../shared/aws/listing.ts";
import { s3ObjectStore } from "../../shared/aws/objectStore.ts";
import { route53RecordSets } from "../../shared/aws/recordSets.ts";
import { epochMs } from "../../shared/model/time.ts";
import { listingContract } from "./listing.contract.ts";
import { objectStoreContract } from "./objectStore.contract.ts";
import { recordSetsContract } from "./recordSets.contract.ts";

/** The drill's AWS, without its network: the same suites pass on emulators, and on AWS itself. */
objectStoreContract("the simulated S3", async () => {
  const bucket = new Bucket("journal", "eu-central-1");
  const s3 = new SimulatedS3(world(), "eu-central-1", [bucket], () => {});
  return s3ObjectStore(clientOf<S3>(s3), "journal");
});

listingContract("the simulated S3", async () => {
  const bucket = new Bucket("site", "eu-central-1");
  const s3 = new SimulatedS3(world(), "eu-central-1", [bucket], () => {});
  const client = clientOf<S3>(s3);
  return {
    listing: s3Listing(() => client),
    bucket: { name: "site", region: "eu-central-1" },
    put: async (Key, Body) => void (await client.send(new PutObjectCommand({ Bucket: "site", Key, Body }))),
  };
});

recordSetsContract("the simulated Route 53", async () => {
  const route53 = new SimulatedRoute53(world(), { id: "Z1ZONE", records: [], servers: 4 }, nobody);
  return { port: route53RecordSets(clientOf<Route53>(route53)), zoneId: "Z1ZONE", healthCheckId: "hc-1" };
});

const nobody = { published: () => {}, changed: () => {}, overruled: () => {} };

function world() {
  const time = new VirtualTime(epochMs(Date.parse("2026-11-22T12:00:00Z")));
  return { time, chance: chanceFrom("contract"), faults: new Faults(time, []), log: logOf(time) };
}

/** The SDK types an answer by its command; whether these answers are so is what the suites find out. */
const clientOf = <Client>(service: { answer(command: object): unknown }): Client =>
  ({ send: async (command: object) => service.answer(command) }) as unknown as Client;
