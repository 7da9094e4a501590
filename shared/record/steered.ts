import type { SiteRecord, Steering } from "../model/record.ts";

/** The record with the steering as it now stands; letting go of the secondary is the release of the incident. */
export function steered(record: SiteRecord, steering: Steering): SiteRecord {
  const { incident } = record;
  const released = record.steering.position === "secondary" && steering.position === "automatic";
  if (!released || incident === null) return { ...record, steering };
  return {
    ...record,
    steering,
    incident: { ...incident, times: { ...incident.times, released: steering.since } },
  };
}
