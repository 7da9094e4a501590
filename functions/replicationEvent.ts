import { sites } from "../shared/lambda/packagedSites.ts";
import { type BucketEvent, replicationNotification } from "../shared/lambda/replicationNotification.ts";
import { wake } from "../shared/lambda/wake.ts";
import { dropped, wakeLoop } from "../shared/lambda/wakeLoop.ts";
import { noEvidence } from "../shared/model/observation.ts";

/** S3 told of objects that did not replicate, or not in time. */
export const handler = wake(replicationNotification, async (events) => {
  const woken = sites.filter((site) => eventsOf(site.primary.bucket, events).length > 0);
  const buckets = [...new Set(events.map((event) => event.sourceBucket))];
  if (woken.length === 0) return dropped("a replication event of no site's bucket", { buckets });
  return await wakeLoop(woken, (site) => ({
    ...noEvidence,
    replicationEvents: eventsOf(site.primary.bucket, events),
  }));
});

function eventsOf(bucket: string, events: readonly BucketEvent[]) {
  return events.filter(({ sourceBucket }) => sourceBucket === bucket).map(({ event }) => event);
}
