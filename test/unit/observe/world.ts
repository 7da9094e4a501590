import { noTimes } from "../../../shared/model/incident.ts";
import {
  type Evidence,
  noEvidence,
  type Observation,
  onNothing,
  unknown,
} from "../../../shared/model/observation.ts";
import type { Incident, SiteRecord } from "../../../shared/model/record.ts";
import type { Probe, Side, Site } from "../../../shared/model/site.ts";
import { type Clock, type EpochMs, epochMs, hours, minutes, seconds } from "../../../shared/model/time.ts";
import { observe } from "../../../shared/observe/observe.ts";
import type { HttpAnswer, HttpRequest, ObservePorts } from "../../../shared/observe/ports.ts";
import { heldInTurns, inTurns } from "../../../shared/verify/inTurns.ts";
import { folderInMemory } from "../../fixtures/folder.ts";
import { type ListedObject, listingOf } from "../../fixtures/listings.ts";

export const noon = epochMs(Date.parse("2026-11-22T12:00:00Z"));
const still: Clock = { now: () => noon, sleep: async () => {} };
export const before = (span: number): EpochMs => epochMs(noon - span);

export const healthAlarm = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:www-primary";
export const latencyAlarm = "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:www-replication-latency";

export const probe = (url: string, rest: Partial<Probe> = {}): Probe => ({
  url,
  host: null,
  status: { from: 200, to: 399 },
  text: null,
  sha256: null,
  bytes: null,
  contentType: null,
  location: null,
  timeoutMs: seconds(4),
  ...rest,
});

const primary: Side = {
  region: "eu-west-1",
  bucket: "site-a",
  target: {
    kind: "cloudfront",
    distributionId: "E1PRIMARY",
    domainName: "d1.cloudfront.net",
    hostedZoneId: "Z2FDTNDATAQYW2",
  },
  probes: [probe("https://d1.cloudfront.net/")],
};

const secondary: Side = {
  region: "eu-central-1",
  bucket: "site-b",
  target: {
    kind: "s3-website",
    domainName: "s3-website.eu-central-1.amazonaws.com",
    hostedZoneId: "Z21DNDUVLTQW6Q",
  },
  probes: [probe("http://site-b.s3-website.eu-central-1.amazonaws.com/")],
};

export const site: Site = {
  name: "www.example.com",
  names: [{ name: "www.example.com", types: ["A", "AAAA"] }],
  hostedZone: { id: "Z1ZONE", nameServers: ["192.0.2.53:53"] },
  primary,
  secondary,
  visitor: {
    scheme: "http",
    port: 80,
    path: "/",
    timeoutMs: seconds(4),
    marker: { kind: "via-cloudfront" },
  },
  healthCheck: { id: "hc-1", interval: seconds(10), threshold: 3, alarms: [healthAlarm] },
  switch: null,
  replication: {
    ruleId: "all",
    prefix: "",
    window: minutes(15),
    compareEvery: minutes(15),
    alarms: [latencyAlarm],
    eventsTopic: null,
    heartbeat: null,
  },
  releases: null,
  notices: { topicArn: null, runbook: null },
  policy: {
    latch: true,
    gate: true,
    stale: {
      when: "hold",
      maxLag: minutes(30),
      maxKeys: 0,
      maxReleases: 0,
      maxEvidenceAge: hours(2),
      agesInOutage: false,
    },
    failback: { mode: "verified", stableFor: minutes(10) },
    cooldown: minutes(10),
    flipRate: { max: 3, within: hours(1) },
    shadow: null,
    twoPerson: null,
  },
  drill: false,
  drilledWithin: null,
};

const unseen = { kind: "unknown", since: noon, seenAt: noon } as const;

export const memory: SiteRecord = {
  format: 1,
  site: "www.example.com",
  revision: 0,
  writer: "",
  savedAt: noon,
  steering: { position: "automatic", by: "route53", lever: "records", since: noon, why: "never steered" },
  lastInSync: null,
  intent: null,
  order: null,
  freeze: null,
  deploy: null,
  drilled: null,
  incident: null,
  lastIncident: null,
  arming: { kind: "armed", who: null, at: noon },
  proposal: null,
  sides: { primary: unseen, secondary: unseen },
  alarms: [],
  metrics: null,
  replicationEvents: [],
  replica: { ...onNothing, kind: "unknown", asOf: noon, because: "never compared" },
  baseline: null,
  drift: null,
  switchDrift: null,
  givenUp: null,
  flips: [],
  decided: null,
  outbox: [],
  told: {},
  nextNotice: 1,
  requests: [],
  journal: { next: 1, hash: "", unwritten: [] },
};

export const incident: Incident = {
  id: "incident-1",
  openedAt: before(minutes(5)),
  phase: "suspected",
  since: before(minutes(5)),
  why: "the primary looks down",
  times: noTimes,
  replica: null,
};

export const answered = (
  status = 200,
  headers: Readonly<Record<string, string>> = {},
  body = "",
): HttpAnswer => ({
  kind: "answered",
  status,
  headers,
  body,
  whole: { bytes: body.length, sha256: `of "${body}"` },
  latencyMs: seconds(0.1),
});

export const timedOut: HttpAnswer = { kind: "failed", fault: "timeout", because: "no answer within 4000 ms" };
export const refused: HttpAnswer = { kind: "failed", fault: "connect", because: "connect ECONNREFUSED" };
export const noResolver: HttpAnswer = { kind: "notMade", because: "getaddrinfo EAI_AGAIN" };

export const throwing = (message: string) => async (): Promise<never> => {
  throw new Error(message);
};

export const object = (key: string, rest: Partial<ListedObject> = {}): ListedObject => ({
  key,
  size: 10,
  etag: '"e1"',
  modifiedAt: before(hours(24)),
  ...rest,
});

type Bucket = readonly ListedObject[] | "dark";

/** Compared for real. Notes what was listed, so that a test can tell a fresh comparison from a remembered one. */
export function buckets(primary: Bucket, replica: Bucket, clock = still) {
  const listed: string[] = [];
  const listing = listingOf(({ name }) => (name === "site-a" ? primary : replica), listed);
  const [verify, evidence] = [{ clock, listing, heads: null }, folderInMemory()];
  return { listed, compare: inTurns(verify, () => evidence), held: heldInTurns(verify, () => evidence) };
}

/** One answer an URL; a list is taken one by one, its last for ever. Counts what was asked. */
export function web(answers: Readonly<Record<string, HttpAnswer | readonly HttpAnswer[]>>) {
  const asked: HttpRequest[] = [];
  return {
    asked,
    get: async (request: HttpRequest): Promise<HttpAnswer> => {
      const turn = asked.filter(({ url }) => url === request.url).length;
      asked.push(request);
      const script = answers[request.url];
      if (script === undefined)
        return { kind: "failed", fault: "dns", because: `getaddrinfo ENOTFOUND ${request.url}` };
      return "kind" in script ? script : (script[Math.min(turn, script.length - 1)] ?? timedOut);
    },
  };
}

export const urls = {
  primary: "https://d1.cloudfront.net/",
  secondary: "http://site-b.s3-website.eu-central-1.amazonaws.com/",
  public: "http://www.example.com:80/",
} as const;

export const fromCloudFront = answered(200, { via: "1.1 abc.CloudFront.net (CloudFront)" });

/** All is well: both sides up, visitors on the primary, one object on both sides. */
export function calmPorts(): ObservePorts {
  return {
    clock: still,
    http: web({
      [urls.primary]: fromCloudFront,
      [urls.secondary]: answered(),
      [urls.public]: fromCloudFront,
    }),
    dns: {
      addresses: async (_name, type) => ({
        addresses: type === "A" ? ["192.0.2.1"] : ["2001:db8::1"],
        ttlSeconds: 60,
      }),
      nameServers: async () => ["192.0.2.99:53"],
    },
    recordSets: { list: async () => [{ Name: "www.example.com.", Type: "A" }] },
    switches: { read: async () => ({ hold: null, force: null }) },
    distributions: {
      read: async (id) => ({
        id,
        enabled: true,
        deployed: true,
        aliases: ["www.example.com"],
        origins: ["a"],
      }),
    },
    alarms: { read: async () => [] },
    releases: { check: async () => unknown("no manifests", noon), inPrimary: async () => [] },
    heartbeats: { arrived: async () => null, sent: async () => ({ sent: [], failure: null }) },
    metrics: {
      replication: async () => ({ latencySeconds: 1, operationsPending: 0, bytesPending: 0 }),
      failed: async () => ({ operations: 0 }),
    },
    objects: buckets([object("index.html")], [object("index.html")]),
  };
}

export const observed = (
  ports: Partial<ObservePorts>,
  given: { readonly site?: Site; readonly memory?: SiteRecord; readonly evidence?: Partial<Evidence> } = {},
): Promise<Observation> =>
  observe({ ...calmPorts(), ...ports }, given.site ?? site, given.memory ?? memory, {
    ...noEvidence,
    ...given.evidence,
  });
