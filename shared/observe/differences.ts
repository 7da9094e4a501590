import type { Comparison } from "../model/observation.ts";
import { between, type DurationMs, type EpochMs, epochMs, ms } from "../model/time.ts";
import type { ListedObject } from "./ports.ts";

type Difference = Comparison["examples"][number]["difference"];

const examplesOfEach = 5;

/** Counts what one comparison finds. Ages are those of the primary's objects, at the time the comparison began. */
export class Differences {
  private readonly at: EpochMs;
  private readonly window: DurationMs;
  private readonly counts = { compared: 0, pending: 0, missing: 0, differs: 0, extra: 0 };
  private readonly examples: { key: string; difference: Difference }[] = [];
  private lag = ms(0);
  private newestInSecondary: EpochMs | null = null;

  constructor(at: EpochMs, window: DurationMs) {
    this.at = at;
    this.window = window;
  }

  /** An object of the primary, and what the replica has under its key. */
  source(source: ListedObject, copy: ListedObject | null): void {
    this.counts.compared++;
    if (copy !== null && copy.size === source.size && copy.etag === source.etag) return;
    if (copy !== null) this.writtenInReplica(copy);
    const age = between(source.modifiedAt, this.at);
    if (age < this.window) {
      this.counts.pending++;
      return;
    }
    this.lag = ms(Math.max(this.lag, age));
    this.found(source.key, copy === null ? "missing" : "differs");
  }

  extra(copy: ListedObject): void {
    this.writtenInReplica(copy);
    this.found(copy.key, "extra");
  }

  comparison(endedAt: EpochMs): Comparison {
    const { at, lag, newestInSecondary, examples } = this;
    return {
      at,
      endedAt,
      unchangedSince: at,
      mode: "key+size+etag",
      ...this.counts,
      lag,
      newestInSecondary,
      examples: [...examples],
    };
  }

  private found(key: string, difference: Difference): void {
    this.counts[difference]++;
    if (this.counts[difference] <= examplesOfEach) this.examples.push({ key, difference });
  }

  private writtenInReplica(copy: ListedObject): void {
    this.newestInSecondary = epochMs(Math.max(this.newestInSecondary ?? 0, copy.modifiedAt));
  }
}
