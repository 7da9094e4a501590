import type { Site } from "../../shared/model/site.ts";
import { isoTime } from "../../shared/model/time.ts";
import type { FailedReplication } from "./replication.ts";

/** S3's event of a failed replication (aws-facts 3), as SNS hands it to a function. */
export function replicationEvent(site: Site, { key, at, failureReason }: FailedReplication): unknown {
  const record = {
    eventSource: "aws:s3",
    eventName: "Replication:OperationFailedReplication",
    eventTime: isoTime(at),
    s3: { bucket: { name: site.primary.bucket }, object: { key: encodeURIComponent(key) } },
    replicationEventData: { replicationRuleId: site.replication.ruleId, failureReason },
  };
  const Message = JSON.stringify({ Records: [record] });
  return { Records: [{ EventSource: "aws:sns", Sns: { Message } }] };
}
