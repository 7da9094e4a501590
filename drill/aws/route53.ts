import type { Change, ResourceRecordSet } from "@aws-sdk/client-route-53";
import {
  ChangeResourceRecordSetsCommand,
  type ChangeResourceRecordSetsCommandInput,
  GetChangeCommand,
  InvalidChangeBatch,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandInput,
  NoSuchChange,
  NoSuchHostedZone,
} from "@aws-sdk/client-route-53";
import type { EpochMs } from "../../shared/model/time.ts";
import type { Chance } from "../chance.ts";
import type { Faults } from "../faults.ts";
import type { Log } from "../log.ts";
import type { VirtualTime } from "../virtualTime.ts";
import { metadata } from "./failure.ts";
import { RecordSetProtections } from "./protections.ts";
import { applyBatch, dotted, inListOrder, listKey, normal, type ZoneVersion } from "./zone.ts";

export interface ZoneHooks {
  /** A name server now answers from another version of the zone. */
  readonly published: (server: number, zone: ZoneVersion) => void;
  /** A batch that came through the API was applied. */
  readonly changed: (batch: AppliedBatch) => void;
  /** The record sets are others now, and nobody asked for it through the API. */
  readonly overruled: () => void;
}

/** What was asked for, and the zone before and after it. */
export interface AppliedBatch {
  readonly before: ZoneVersion;
  readonly after: ZoneVersion;
  readonly changes: readonly Change[];
  readonly comment: string;
}

interface PendingChange {
  readonly id: string;
  readonly submittedAt: EpochMs;
  status: "PENDING" | "INSYNC" | "stranded" | "lost";
}

/** Route 53's control plane for one hosted zone. What it accepts reaches each name server in its own time. */
export class Route53 {
  readonly #time: VirtualTime;
  readonly #chance: Chance;
  readonly #faults: Faults;
  readonly #log: Log;
  readonly #hooks: ZoneHooks;
  readonly #reachedAt: number[];
  readonly #changes = new Map<string, PendingChange>();
  #beforeStranded: ZoneVersion | null = null;
  readonly zoneId: string;
  readonly protections = new RecordSetProtections();
  zone: ZoneVersion;

  constructor(
    world: { time: VirtualTime; chance: Chance; faults: Faults; log: Log },
    zone: ZoneSpec,
    hooks: ZoneHooks,
  ) {
    this.#time = world.time;
    this.#chance = world.chance.stream("route53");
    this.#faults = world.faults;
    this.#log = world.log;
    this.#hooks = hooks;
    this.#reachedAt = new Array(zone.servers).fill(0);
    this.zoneId = zone.id;
    this.zone = zone.records.map(normal).sort(inListOrder);
    world.faults.onChange((fault, begun) => {
      if (fault.kind === "changesStrand" && !begun) this.#loseStranded();
    });
  }

  /** Since when the newest change is on its way to the name servers; null: they all have it. */
  get pendingSince(): EpochMs | null {
    const newest = [...this.#changes.values()].findLast(({ status }) => status !== "lost");
    return newest === undefined || newest.status === "INSYNC" ? null : newest.submittedAt;
  }

  answer(command: object): unknown {
    if (command instanceof ListResourceRecordSetsCommand) return this.#list(command.input);
    if (command instanceof ChangeResourceRecordSetsCommand) return this.#change(command.input);
    if (command instanceof GetChangeCommand) return this.#getChange(command.input.Id ?? "");
    const answer = this.protections.answer(command);
    if (answer !== null) return answer;
    throw new Error(`the simulated Route 53 does not know ${command.constructor.name}`);
  }

  /** What somebody with access to the zone does to it, around the control plane under test. */
  edit(edit: (set: ResourceRecordSet) => ResourceRecordSet): void {
    this.#accept(this.zone.map(edit).sort(inListOrder));
    this.#hooks.overruled();
  }

  /** The newest version, changes that are still PENDING included; at most 300 a page. */
  #list(input: ListResourceRecordSetsCommandInput): unknown {
    this.#checkZone(input.HostedZoneId);
    const from = input.StartRecordName === undefined ? "" : startKey(input);
    const rest = this.zone.filter((set) => listKey(set) >= from);
    const size = Math.min(Number(input.MaxItems ?? 300), 300);
    const next = rest[size];
    return {
      ResourceRecordSets: rest.slice(0, size),
      IsTruncated: next !== undefined,
      MaxItems: size,
      ...(next && { NextRecordName: next.Name, NextRecordType: next.Type }),
      ...(next?.SetIdentifier && { NextRecordIdentifier: next.SetIdentifier }),
      $metadata: metadata(200),
    };
  }

  #change(input: ChangeResourceRecordSetsCommandInput): unknown {
    this.#checkZone(input.HostedZoneId);
    const { Changes: changes = [], Comment: comment = "" } = input.ChangeBatch ?? {};
    const answer = applyBatch(this.zone, changes, this.protections.comments);
    if (answer.kind === "refused") {
      const messages = [...answer.messages];
      throw new InvalidChangeBatch({
        messages,
        message: `[${messages.join(", ")}]`,
        $metadata: metadata(400),
      });
    }
    this.#hooks.changed({ before: this.zone, after: answer.zone, changes, comment });
    const change = this.#accept(answer.zone);
    return { ChangeInfo: info(change), $metadata: metadata(200) };
  }

  #getChange(id: string): unknown {
    const change = this.#changes.get(id.replace("/change/", ""));
    if (change === undefined || change.status === "lost") {
      throw new NoSuchChange({ message: `Could not find resource with ID: ${id}`, $metadata: metadata(404) });
    }
    return { ChangeInfo: info(change), $metadata: metadata(200) };
  }

  #accept(zone: ZoneVersion): PendingChange {
    const id = `C${String(this.#changes.size + 1).padStart(13, "0")}`;
    const change: PendingChange = { id, submittedAt: this.#time.now, status: "PENDING" };
    this.#changes.set(id, change);
    if (this.#faults.active("changesStrand").length > 0) {
      change.status = "stranded";
      this.#beforeStranded ??= this.zone;
    } else this.#spread(change, zone);
    this.zone = zone;
    return change;
  }

  /** "Generally within 60 seconds" (aws-facts 1); a name server never goes back to an older version. */
  #spread(change: PendingChange, zone: ZoneVersion): void {
    for (const [server, reachedAt] of this.#reachedAt.entries()) {
      const at = Math.max(reachedAt, this.#time.now + this.#chance.between(3_000, 45_000));
      this.#reachedAt[server] = at;
      this.#time.at(at as EpochMs, () => this.#hooks.published(server, zone));
    }
    this.#time.at(Math.max(...this.#reachedAt) as EpochMs, () => {
      change.status = "INSYNC";
    });
  }

  /** Accepted and not copied: after Route 53's own failover nobody knows of it any more (aws-facts 2). */
  #loseStranded(): void {
    if (this.#beforeStranded === null) return;
    this.zone = this.#beforeStranded;
    this.#beforeStranded = null;
    for (const change of this.#changes.values()) if (change.status === "stranded") change.status = "lost";
    this.#hooks.overruled();
    this.#log.add("world", "Route 53 lost the changes it had accepted and not yet published");
  }

  #checkZone(id: string | undefined): void {
    if (id?.replace("/hostedzone/", "") === this.zoneId) return;
    throw new NoSuchHostedZone({ message: `No hosted zone found with ID: ${id}`, $metadata: metadata(404) });
  }
}

export interface ZoneSpec {
  readonly id: string;
  readonly records: readonly ResourceRecordSet[];
  /** How many name servers answer for it. */
  readonly servers: number;
}

const startKey = (input: ListResourceRecordSetsCommandInput): string =>
  listKey({
    Name: dotted(input.StartRecordName ?? ""),
    Type: input.StartRecordType,
    SetIdentifier: input.StartRecordIdentifier,
  });

const info = (change: PendingChange) => ({
  Id: `/change/${change.id}`,
  Status: change.status === "INSYNC" ? "INSYNC" : "PENDING",
  SubmittedAt: new Date(change.submittedAt),
});
