import type { Clients } from "../../shared/aws/clients.ts";
import type { World as Outside } from "../../shared/aws/ports.ts";
import type { SideName, Site } from "../../shared/model/site.ts";
import { minutes } from "../../shared/model/time.ts";
import type { Chance } from "../chance.ts";
import { Edges } from "../edges.ts";
import type { Faults } from "../faults.ts";
import { internetOf } from "../internet.ts";
import type { Log } from "../log.ts";
import { NameServers } from "../nameServers.ts";
import type { Run } from "../run.ts";
import type { VirtualTime } from "../virtualTime.ts";
import { Bucket, type ObjectVersion } from "./bucket.ts";
import type { Distribution } from "./cloudFront.ts";
import { type AlarmChange, CloudWatch } from "./cloudwatch.ts";
import { refusal } from "./failure.ts";
import { HealthChecks } from "./healthChecks.ts";
import { Network } from "./network.ts";
import {
  bucketOf,
  distributionOf,
  healthChecksOf,
  journalBucketName,
  nameServerEndpoints,
  recordsOf,
  switchBucketOf,
  topicArn,
} from "./provisioned.ts";
import { BucketReplication, type FailedReplication } from "./replication.ts";
import { type AppliedBatch, Route53 } from "./route53.ts";
import { S3 } from "./s3.ts";
import type { Setup } from "./setup.ts";
import { setupAnswer, setupInto } from "./setupAnswers.ts";
import { type Published, Topic } from "./sns.ts";
import { soundSetup } from "./soundSetup.ts";

/** What every part of a world is made from. */
export interface Ground {
  readonly site: Site;
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly faults: Faults;
  readonly log: Log;
}

/** Who is told when something happens there. */
export interface Hooks {
  answersChanged(): void;
  /** Of the check on PRIMARY. */
  healthChanged(healthy: boolean): void;
  /** Of the check that probes the primary: the same, where there is no switch. It is what the alarms watch. */
  endpointChanged(healthy: boolean): void;
  alarmChanged(change: AlarmChange): void;
  replicationFailed(failure: FailedReplication): void;
  written(bucket: Bucket, version: ObjectVersion): void;
  published(message: Published): void;
  /** The record sets were changed through the API. */
  steered(batch: AppliedBatch): void;
  overruled(): void;
}

const globalRegion = "us-east-1";

/** Everything of AWS that the site and the control plane stand on. */
export class SimulatedAws {
  readonly buckets: Readonly<Record<SideName, Bucket>>;
  readonly journal: Bucket;
  /** null: the site has no switch. */
  readonly switch: Bucket | null;
  readonly edges: Edges;
  readonly nameServers: NameServers;
  readonly route53: Route53;
  readonly healthChecks: HealthChecks;
  readonly cloudWatch: CloudWatch;
  readonly replication: BucketReplication;
  readonly topic: Topic;
  readonly setup: Setup;
  readonly network: Network;
  readonly #ground: Ground;
  readonly #hooks: Hooks;
  readonly #distribution: Distribution;
  readonly #s3: ReadonlyMap<string, S3>;
  /** The name servers' view of health: a moment behind the checkers'. */
  readonly #steeredBy = new Map<string, boolean>();
  #caller: Run | null = null;

  constructor(ground: Ground, hooks: Hooks) {
    const { site, time } = ground;
    this.#ground = ground;
    this.#hooks = hooks;
    this.setup = soundSetup(site);
    this.buckets = { primary: bucketOf(site, "primary"), secondary: bucketOf(site, "secondary") };
    this.journal = new Bucket(journalBucketName, site.secondary.region);
    this.switch = switchBucketOf(site);
    this.#distribution = distributionOf(site, ground.faults);
    this.edges = new Edges(site, ground.faults, this.buckets, this.#distribution);
    this.network = new Network(ground.faults, ground.chance, (side) => site[side].region);
    this.replication = this.#replicationOf(hooks);
    this.#s3 = this.#s3ByRegion();
    this.nameServers = new NameServers(this.#answerSources(), [], nameServerEndpoints);
    this.route53 = this.#route53Of();
    this.healthChecks = this.#healthChecksOf();
    this.cloudWatch = this.#cloudWatchOf(hooks);
    this.topic = new Topic(time, topicArn(site), (message) => hooks.published(message));
    ground.faults.onChange(() => this.healthChecks.look());
  }

  /** The world as one run of a function meets it: the adapters' seam. */
  outsideOf(run: Run): Outside {
    const net = {
      edges: this.edges,
      servers: this.nameServers,
      publicObject: (url: string) => this.#publicObject(url),
      faults: this.#ground.faults,
      chance: this.#ground.chance.stream("internet"),
    };
    return { clock: run.clock, ...internetOf(run, net), clients: this.#clientsOf(run) };
  }

  /** The run whose call is being answered; null: none is. */
  get caller(): Run | null {
    return this.#caller;
  }

  write(bucket: Bucket, version: ObjectVersion): void {
    if (bucket === this.buckets.primary) this.replication.take(version);
    if (bucket === this.switch) this.healthChecks.look();
    this.#hooks.written(bucket, version);
  }

  /** What the primary serves is another thing now. */
  contentChanged(): void {
    this.healthChecks.look();
    this.#hooks.answersChanged();
  }

  #clientsOf(run: Run): Clients {
    const call = (
      service: Parameters<Network["client"]>[1],
      region: string,
      answer: (command: object) => unknown,
    ) =>
      this.network.client(run, service, region, (command) =>
        this.#answerTo(
          run,
          () => setupAnswer(this.setup, region, command) ?? setupInto(this.setup, command, answer(command)),
        ),
      );
    const clients = {
      s3: (region: string) => call("s3", region, (command) => this.#askS3(region, command)),
      route53: () => call("route53", globalRegion, (command) => this.route53.answer(command)),
      cloudFront: () => call("cloudfront", globalRegion, (command) => this.#distribution.answer(command)),
      cloudWatch: (region: string) =>
        call("cloudwatch", region, (command) => this.cloudWatch.answer(region, command)),
      sns: (region: string) => call("sns", region, (command) => this.topic.answer(command)),
    };
    // The SDK types an answer by its command; here the answers are checked against the SDK by the contract tests.
    return clients as unknown as Clients;
  }

  #answerTo(run: Run, answer: () => unknown): unknown {
    this.#caller = run;
    try {
      return answer();
    } finally {
      this.#caller = null;
    }
  }

  #askS3(region: string, command: object): unknown {
    const denied = this.#ground.faults.active("bucketDenied").map(({ bucket }) => this.#bucketNamed(bucket));
    if ("input" in command && denied.some((name) => name === bucketIn(command.input)))
      throw refusal("s3", "AccessDenied", 403, "Access Denied");
    return this.#s3In(region).answer(command);
  }

  #bucketNamed(name: SideName | "journal" | "switch"): string {
    if (name === "switch") return this.switch?.name ?? "";
    return name === "journal" ? journalBucketName : this.buckets[name].name;
  }

  #s3In(region: string): S3 {
    const s3 = this.#s3.get(region);
    if (s3 === undefined) throw new Error(`the simulated S3 has no bucket in ${region}`);
    return s3;
  }

  #s3ByRegion(): ReadonlyMap<string, S3> {
    const { primary, secondary } = this.buckets;
    const buckets = [primary, secondary, this.journal, ...(this.switch === null ? [] : [this.switch])];
    const regions = new Set(buckets.map((bucket) => bucket.region));
    return new Map(
      [...regions].map((region) => [
        region,
        new S3(this.#ground, region, buckets, (bucket, version) => this.write(bucket, version)),
      ]),
    );
  }

  #replicationOf(hooks: Hooks): BucketReplication {
    const { primary: from, secondary: to } = this.buckets;
    const stopped = (): boolean => this.network.isDark(from.region) || this.network.isDark(to.region);
    const parts = { from, to, stopped, prefix: this.#ground.site.replication.prefix };
    return new BucketReplication(this.#ground, parts, {
      arrived: () => hooks.answersChanged(),
      failed: (failure) => hooks.replicationFailed(failure),
    });
  }

  #answerSources() {
    return {
      healthy: (id: string): boolean => this.#steeredBy.get(id) ?? true,
      addressesOf: (host: string, type: "A" | "AAAA"): readonly string[] =>
        this.edges.addressesOf(host, type),
    };
  }

  #route53Of(): Route53 {
    const spec = {
      id: this.#ground.site.hostedZone.id,
      records: recordsOf(this.#ground.site),
      servers: nameServerEndpoints.length,
    };
    const route53 = new Route53(this.#ground, spec, {
      published: (server, zone) => {
        this.nameServers.publish(server, zone);
        this.#hooks.answersChanged();
      },
      changed: (batch) => this.#hooks.steered(batch),
      overruled: () => this.#hooks.overruled(),
    });
    for (const server of nameServerEndpoints.keys()) this.nameServers.publish(server, route53.zone);
    return route53;
  }

  #healthChecksOf(): HealthChecks {
    const { faults, site, time, chance } = this.#ground;
    const stream = chance.stream("data plane");
    const outlook = (id: string, region: string): number =>
      faults.active("checkersCutOff").some((fault) => fault.regions.includes(region))
        ? 1
        : this.#failingShare(id);
    return new HealthChecks(this.#ground, healthChecksOf(site), outlook, (id, healthy) => {
      if (id === site.healthCheck.id) this.#hooks.healthChanged(healthy);
      if (id === (site.switch?.checks.endpoint ?? site.healthCheck.id)) this.#hooks.endpointChanged(healthy);
      time.in(stream.between(500, 3_000), () => {
        // As it is by then: of two changes in a row the later one never loses.
        this.#steeredBy.set(id, this.healthChecks.healthy(id));
        this.#hooks.answersChanged();
      });
    });
  }

  /** Of a check's probes: those of the primary, or those of one of the switch's objects. */
  #failingShare(id: string): number {
    const place = this.#ground.site.switch;
    if (place === null || id === place.checks.endpoint) return this.#failingShareOfPrimary();
    const key = id === place.checks.hold ? place.keys.hold : place.keys.force;
    return this.#publicObject(`${place.endpoint}/${key}`)?.status === 200 ? 0 : 1;
  }

  /** What anybody gets for an object of the switch: 403 for a missing one, as nobody may list; null: nothing is there. */
  #publicObject(url: string): { readonly status: 200 | 403 | null } | null {
    const place = this.#ground.site.switch;
    if (place === null || this.switch === null || !url.startsWith(`${place.endpoint}/`)) return null;
    if (this.network.isDark(place.region)) return { status: null };
    const key = url.slice(place.endpoint.length + 1);
    return { status: this.switch.current(key) === null ? 403 : 200 };
  }

  /** Checkers probe as the primary's own probe does; HTTPS certificates are not their concern (aws-facts 2). */
  #failingShareOfPrimary(): number {
    const url = new URL(this.#ground.site.primary.probes[0]?.url ?? "http://unprobed.invalid/");
    const address = this.edges.addressesOf(url.hostname, "A")[0];
    if (address === undefined) return 1;
    const scheme = url.protocol === "https:" ? "https" : "http";
    const { usual, trouble } = this.edges.look(address, { scheme, host: url.hostname, path: url.pathname });
    if (usual.kind === "failed" || usual.status >= 400) return 1;
    return trouble?.share ?? 0;
  }

  #cloudWatchOf(hooks: Hooks): CloudWatch {
    const { site } = this.#ground;
    const alarms = [
      ...site.healthCheck.alarms.map((arn) => ({ arn, metric: "HealthCheckStatus" })),
      ...site.replication.alarms.map((arn) => ({ arn, metric: "ReplicationLatency" })),
    ];
    const isDark = (region: string): boolean => this.network.isDark(region);
    const metrics = { read: (name: string, region: string) => this.#metric(name, region), isDark };
    return new CloudWatch(this.#ground, alarms, metrics, (change) => hooks.alarmChanged(change));
  }

  #metric(name: string, region: string): number | null {
    const { pending, pendingBytes, latency, failed } = this.replication.state;
    const { primary, secondary } = this.#ground.site;
    if (region === primary.region) return name === "OperationsFailedReplication" ? failed : null;
    if (region !== secondary.region) return null;
    if (name === "ReplicationLatency") return latency / 1000;
    if (name === "OperationsPendingReplication") return pending;
    return name === "BytesPendingReplication" ? pendingBytes : null;
  }
}

/** How far replication may lag before its alarm says so. */
export const replicationAlarmAfter = minutes(15);

const bucketIn = (input: unknown): unknown =>
  typeof input === "object" && input !== null && "Bucket" in input ? input.Bucket : null;
