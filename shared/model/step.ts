import type { Happening } from "./journal.ts";
import type { SiteRecord } from "./record.ts";

/** A record changed by a step of the story, and what the step has to say. */
export interface Step {
  readonly record: SiteRecord;
  readonly happenings: readonly Happening[];
}
