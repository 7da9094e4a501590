import type { DurationMs, EpochMs } from "../../shared/model/time.ts";
import { between, minutes, ms } from "../../shared/model/time.ts";
import type { Chance } from "../chance.ts";
import type { Faults } from "../faults.ts";
import type { VirtualTime } from "../virtualTime.ts";
import type { Bucket, ObjectVersion } from "./bucket.ts";

/** What the replication metrics say; `latency` is the age of the oldest version that waits. */
export interface ReplicationState {
  readonly pending: number;
  readonly pendingBytes: number;
  readonly latency: DurationMs;
  /** Versions that failed in the last quarter of an hour. */
  readonly failed: number;
}

export interface FailedReplication {
  readonly key: string;
  readonly at: EpochMs;
  readonly failureReason: string;
}

export interface ReplicationParts {
  readonly from: Bucket;
  readonly to: Bucket;
  /** Only keys with this prefix are replicated. */
  readonly prefix: string;
  /** Whether one of the regions can't be reached. */
  readonly stopped: () => boolean;
}

export interface ReplicationHooks {
  readonly arrived: () => void;
  readonly failed: (failure: FailedReplication) => void;
}

/** S3 cross-region replication: each version in its own time, so order is not kept (aws-facts 5). */
export class BucketReplication {
  readonly #time: VirtualTime;
  readonly #chance: Chance;
  readonly #faults: Faults;
  readonly #parts: ReplicationParts;
  readonly #hooks: ReplicationHooks;
  readonly #pending = new Set<ObjectVersion>();
  #waiting: ObjectVersion[] = [];
  #failedAt: EpochMs[] = [];

  constructor(
    world: { time: VirtualTime; chance: Chance; faults: Faults },
    parts: ReplicationParts,
    hooks: ReplicationHooks,
  ) {
    this.#time = world.time;
    this.#chance = world.chance.stream("replication");
    this.#faults = world.faults;
    this.#parts = parts;
    this.#hooks = hooks;
    world.faults.onChange((_, begun) => {
      if (!begun) this.#goOn();
    });
  }

  /** Called for each version written to the source. */
  take(version: ObjectVersion): void {
    if (!version.key.startsWith(this.#parts.prefix)) return;
    version.replication = "PENDING";
    this.#pending.add(version);
    this.#send(version);
  }

  get state(): ReplicationState {
    let [bytes, oldest] = [0, this.#time.now];
    for (const version of this.#pending) {
      bytes += version.size;
      if (version.modifiedAt < oldest) oldest = version.modifiedAt;
    }
    const failed = this.#failedAt.filter((at) => between(at, this.#time.now) < minutes(15)).length;
    const latency = between(oldest, this.#time.now);
    return { pending: this.#pending.size, pendingBytes: bytes, latency, failed };
  }

  #send(version: ObjectVersion): void {
    let lag = this.#chance.between(2_000, 15_000);
    for (const fault of this.#faults.active("replicationLags"))
      lag += this.#chance.between(fault.by / 2, fault.by);
    this.#time.in(ms(lag), () => this.#arrive(version));
  }

  /** Where a region or the rule is unavailable a version stays PENDING; FAILED is not tried again. */
  #arrive(version: ObjectVersion): void {
    if (this.#parts.stopped() || this.#faults.active("replicationStops").length > 0) {
      this.#waiting.push(version);
      return;
    }
    this.#pending.delete(version);
    if (this.#faults.active("replicationFails").some((fault) => this.#chance.happens(fault.share))) {
      version.replication = "FAILED";
      this.#failedAt.push(this.#time.now);
      this.#hooks.failed({ key: version.key, at: this.#time.now, failureReason: "DstPutObjectNotPermitted" });
      return;
    }
    version.replication = "COMPLETED";
    this.#parts.to.replicate(version);
    this.#hooks.arrived();
  }

  #goOn(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const version of waiting) this.#send(version);
  }
}
