import {
  CreateResourceRecordSetProtectionsCommand,
  DeleteResourceRecordSetProtectionsCommand,
} from "@aws-sdk/client-route-53";
import type { Site } from "../shared/model/site.ts";
import type { ObjectVersion } from "./aws/bucket.ts";
import type { Lambda } from "./aws/lambda.ts";
import type { SimulatedAws } from "./aws/simulatedAws.ts";
import { deploy, releaseManifest } from "./content.ts";
import type { Log } from "./log.ts";
import { sayOrder, sayOutcome } from "./narration.ts";
import type { Deed } from "./script.ts";
import type { VirtualTime } from "./virtualTime.ts";

/** What people can lay hands on. */
export interface Reach {
  readonly site: Site;
  readonly time: VirtualTime;
  readonly log: Log;
  readonly aws: SimulatedAws;
  readonly lambda: Lambda;
}

/** The owner of the site, the on-call, and whoever else has access. */
export class People {
  readonly #reach: Reach;
  #release = 1;

  constructor(reach: Reach) {
    this.#reach = reach;
    const { secondary } = reach.aws.buckets;
    for (const version of this.#released(false)) {
      version.replication = "COMPLETED";
      secondary.replicate(version);
    }
  }

  /** The number of the release that visitors should get. */
  get release(): number {
    return this.#release;
  }

  do(deed: Deed): void {
    switch (deed.kind) {
      case "deploy":
        this.#deploy(deed.bad);
        break;
      case "order":
        this.#order(deed);
        break;
      case "editRecords":
        this.#editRecords(deed.edit);
        break;
      case "pullSwitch":
      case "clearSwitch":
        this.#pullSwitch(deed.object, deed.kind === "pullSwitch");
        break;
      case "protectRecords":
        this.#protectRecords(deed.comment);
        break;
      case "unprotectRecords":
        this.#unprotectRecords();
        break;
      case "writeOnStandby":
        this.#writeOnStandby(deed.key);
        break;
      case "deleteOnStandby":
        this.#deleteOnStandby(deed.key);
    }
  }

  #deploy(bad: boolean): void {
    const { aws, log } = this.#reach;
    this.#release += 1;
    log.add("world", `release ${this.#release} is deployed${bad ? ", without a start page" : ""}`);
    for (const version of this.#released(bad)) aws.write(aws.buckets.primary, version);
    aws.contentChanged();
  }

  /** Written to the primary's bucket; the manifest, where the site has them, last. */
  #released(bad: boolean): readonly ObjectVersion[] {
    const { aws, site, time } = this.#reach;
    const { primary } = aws.buckets;
    const written = deploy(primary, site, { number: this.#release, bad }, time.now);
    const manifest = releaseManifest(primary, site, time.now);
    return manifest === null ? written : [...written, primary.put(manifest.key, manifest.text, time.now)];
  }

  #order({ by, input }: Extract<Deed, { kind: "order" }>): void {
    const { lambda, log } = this.#reach;
    log.add("world", sayOrder(by, input));
    lambda.call("override", { by, input }, (outcome) =>
      log.add("world", `${by} is answered: ${sayOutcome(outcome)}`),
    );
  }

  #editRecords(edit: "dropHealthCheck" | "restoreHealthCheck"): void {
    const { aws, log, site } = this.#reach;
    log.add("world", said[edit]);
    aws.route53.edit((set) => {
      if (set.Failover !== "PRIMARY") return set;
      const { HealthCheckId: _, ...bare } = set;
      return edit === "dropHealthCheck" ? bare : { ...bare, HealthCheckId: site.healthCheck.id };
    });
  }

  #pullSwitch(object: "hold" | "force", puts: boolean): void {
    const { aws, log, site, time } = this.#reach;
    const key = site.switch?.keys[object];
    if (aws.switch === null || key === undefined || (aws.switch.current(key) !== null) === puts) return;
    log.add(
      "world",
      `somebody ${puts ? `puts ${key} into` : `deletes ${key} from`} the switch's bucket by hand`,
    );
    aws.write(aws.switch, puts ? aws.switch.put(key, "by hand", time.now) : aws.switch.delete(key, time.now));
  }

  #protectRecords(comment: string): void {
    const { aws, log } = this.#reach;
    log.add("world", `the record sets are protected: "${comment}"`);
    const Protections = this.#recordKeys().map((key) => ({ ...key, Comment: comment }));
    aws.route53.answer(
      new CreateResourceRecordSetProtectionsCommand({ HostedZoneId: aws.route53.zoneId, Protections }),
    );
  }

  #unprotectRecords(): void {
    const { aws, log } = this.#reach;
    log.add("world", "the record sets' protection is taken away");
    const Protections = this.#recordKeys();
    aws.route53.answer(
      new DeleteResourceRecordSetProtectionsCommand({ HostedZoneId: aws.route53.zoneId, Protections }),
    );
  }

  #recordKeys() {
    return this.#reach.site.names.flatMap(({ name, types }) =>
      types.map((type) => ({ RecordName: name, RecordType: type })),
    );
  }

  #deleteOnStandby(key: string): void {
    const { aws, log, time } = this.#reach;
    log.add("world", `somebody deletes ${key} from the standby's bucket`);
    aws.buckets.secondary.delete(key, time.now);
  }

  #writeOnStandby(key: string): void {
    const { aws, log, time } = this.#reach;
    log.add("world", `somebody writes ${key} into the standby's bucket`);
    aws.buckets.secondary.put(key, `${key}, release ${this.#release}`, time.now);
  }
}

const said = {
  dropHealthCheck: "somebody takes the health check off the PRIMARY record sets",
  restoreHealthCheck: "somebody puts the health check back on the PRIMARY record sets",
} as const;
