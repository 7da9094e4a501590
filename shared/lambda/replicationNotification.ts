import * as v from "valibot";
import type { ReplicationEvent } from "../model/observation.ts";
import { epochMs } from "../model/time.ts";

/** An `s3:Replication:*` event and the bucket it came from, which is what finds the site. */
export interface BucketEvent {
  readonly sourceBucket: string;
  readonly event: ReplicationEvent;
}

/**
 * S3's replication events as SNS hands them over: a JSON text in each SNS record. When the notification is set up, S3
 * sends a test message without records, which holds no event. Source: S3 User Guide, "Event message structure".
 */
export const replicationNotification = v.pipe(
  v.object({
    Records: v.pipe(
      v.array(v.object({ EventSource: v.literal("aws:sns"), Sns: v.object({ Message: v.string() }) })),
      v.minLength(1),
    ),
  }),
  v.transform(({ Records }) => Records.map((record) => record.Sns.Message)),
  v.array(
    v.pipe(
      v.string(),
      v.parseJson(),
      v.lazy(() => message),
    ),
  ),
  v.transform((messages): readonly BucketEvent[] => messages.flat()),
);

const record = v.pipe(
  v.object({
    eventSource: v.literal("aws:s3"),
    eventName: v.pipe(v.string(), v.regex(/^(s3:)?Replication:\w+$/)),
    eventTime: v.pipe(v.string(), v.isoTimestamp()),
    s3: v.object({
      bucket: v.object({ name: v.string() }),
      object: v.object({ key: v.string() }),
    }),
    replicationEventData: v.optional(v.object({ failureReason: v.optional(v.string()) })),
  }),
  v.transform(
    (read): BucketEvent => ({
      sourceBucket: read.s3.bucket.name,
      event: {
        // The configuration says "s3:Replication:…", the event leaves "s3:" out.
        name: read.eventName.replace(/^s3:/, ""),
        key: plainKey(read.s3.object.key),
        at: epochMs(Date.parse(read.eventTime)),
        failureReason: read.replicationEventData?.failureReason ?? null,
      },
    }),
  ),
);

const testMessage = v.pipe(
  v.object({ Event: v.literal("s3:TestEvent") }),
  v.transform((): readonly BucketEvent[] => []),
);
const eventMessage = v.pipe(
  v.object({ Records: v.array(record) }),
  v.transform(({ Records }): readonly BucketEvent[] => Records),
);
const message = v.union([eventMessage, testMessage]);

/** Keys come as in a query string: "+" for a space, the rest percent-encoded. */
function plainKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll("+", " "));
  } catch {
    // Not encoded after all: the key is only ever shown, so as it came is good enough.
    return key;
  }
}
