import type { LeverPorts } from "../act/pullLevers.ts";
import type { Clock } from "../model/time.ts";
import type { Publisher } from "../notify/ports.ts";
import type { BeatPorts } from "../observe/beat.ts";
import type { DnsPort, HeartbeatsPort, HttpPort, ObservePorts } from "../observe/ports.ts";
import { sideAnswered } from "../observe/sideAnswered.ts";
import type { ObjectStore } from "../record/ports.ts";
import { checkReleases } from "../release/checkReleases.ts";
import { idsOf } from "../release/manifestKeys.ts";
import type { SharedFolder } from "../verify/inShares.ts";
import { heldInTurns, inTurns } from "../verify/inTurns.ts";
import type { VerifyPorts } from "../verify/ports.ts";
import { cloudWatchAlarms } from "./alarms.ts";
import { asChecker } from "./checker.ts";
import { awsClients, type Clients } from "./clients.ts";
import { systemClock } from "./clock.ts";
import { cloudFrontDistributions } from "./distributions.ts";
import { askServers, delegatedServers } from "./dns.ts";
import { s3Heartbeats } from "./heartbeats.ts";
import { nodeHttp } from "./http.ts";
import { s3Listing } from "./listing.ts";
import { cloudWatchMetrics } from "./metrics.ts";
import { rememberNameServers } from "./nameServers.ts";
import { s3ObjectStore } from "./objectStore.ts";
import { snsPublisher } from "./publisher.ts";
import { route53RecordSets } from "./recordSets.ts";
import { releaseBucket } from "./releaseBucket.ts";
import { s3SharedFolder } from "./sharedFolder.ts";
import { s3Switches } from "./switchObjects.ts";

/** All that is outside: the real one here, a simulated one in the drill. The adapters are the same in both. */
export interface World {
  readonly clock: Clock;
  readonly http: HttpPort;
  readonly dns: DnsPort;
  readonly clients: Clients;
}

/** Of record, journal and evidence, in the standby region. */
interface JournalBucket {
  readonly bucket: string;
  readonly region: string;
}

/** To be made once, when a function starts, so that connections and name servers are kept between its runs. */
export const realWorld = (): World => ({
  clock: systemClock,
  http: nodeHttp,
  dns: {
    addresses: askServers,
    nameServers: rememberNameServers((name) => delegatedServers(name, []), systemClock),
  },
  clients: awsClients(),
});

export const observePorts = ({ clock, http, dns, clients }: World, journal: JournalBucket): ObservePorts => ({
  clock,
  http,
  dns,
  recordSets: route53RecordSets(clients.route53()),
  switches: s3Switches(clients.s3),
  distributions: cloudFrontDistributions(clients.cloudFront()),
  alarms: cloudWatchAlarms(clients.cloudWatch),
  metrics: cloudWatchMetrics(clients.cloudWatch, clock),
  releases: releasesOf(clock, http, clients),
  objects: objectsOf({ clock, clients }, journal),
  heartbeats: heartbeatsOf(clients, journal),
});

export const beatPorts = ({ clock, clients }: World, journal: JournalBucket): BeatPorts => ({
  clock,
  heartbeats: heartbeatsOf(clients, journal),
});

const heartbeatsOf = (clients: Clients, journal: JournalBucket): HeartbeatsPort =>
  s3Heartbeats(clients.s3, evidenceIn(clients, journal));

/** What a comparison leaves for the next is kept beside the record, where a dark primary does not matter. */
function objectsOf(world: Pick<World, "clock" | "clients">, journal: JournalBucket): ObservePorts["objects"] {
  const evidenceOf = evidenceIn(world.clients, journal);
  const ports = verifyPorts(world);
  return { compare: inTurns(ports, evidenceOf), held: heldInTurns(ports, evidenceOf) };
}

const evidenceIn =
  (clients: Clients, { bucket, region }: JournalBucket) =>
  (site: string): SharedFolder =>
    s3SharedFolder(clients.s3(region), bucket, `sites/${site}/evidence`);

function releasesOf(clock: Clock, http: HttpPort, { s3 }: Clients): ObservePorts["releases"] {
  const bucket = releaseBucket(s3);
  return {
    check: (site) => checkReleases({ clock, bucket, http }, site),
    inPrimary: ({ primary, releases }) =>
      releases === null
        ? Promise.resolve([])
        : idsOf(bucket, { name: primary.bucket, region: primary.region }, releases.prefix),
  };
}

export const leverPorts = ({ clock, http, dns, clients }: World): LeverPorts => ({
  clock,
  recordSets: route53RecordSets(clients.route53()),
  switches: s3Switches(clients.s3),
  asChecker: asChecker(http),
  visitors: { side: (site) => sideAnswered({ clock, http, dns }, site) },
});

/** Of record and journal, in the standby region. */
export const objectStore = ({ clients }: World, journal: JournalBucket): ObjectStore =>
  s3ObjectStore(clients.s3(journal.region), journal.bucket);

export const verifyPorts = ({ clock, clients }: Pick<World, "clock" | "clients">): VerifyPorts => ({
  clock,
  listing: s3Listing(clients.s3),
  heads: null,
});

/** Where the functions that share one comparison leave their parts. */
export const sharedFolder = ({ clients }: World, journal: JournalBucket, prefix: string): SharedFolder =>
  s3SharedFolder(clients.s3(journal.region), journal.bucket, prefix);

/** SNS is asked in the topic's own region: arn:aws:sns:REGION:ACCOUNT:NAME. */
export function publisher({ clients }: World, topicArn: string): Publisher {
  const region = topicArn.split(":")[3];
  if (region === undefined || region === "") throw new Error(`Not the ARN of an SNS topic: "${topicArn}"`);
  return snsPublisher(clients.sns(region), topicArn);
}
