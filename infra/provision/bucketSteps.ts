import type { PlannedSite } from "../../shared/config/check.ts";
import { dashed, stackOf } from "./naming.ts";
import { type Claim, complete, type Known, type Step } from "./step.ts";

const aBucket = (name: string): readonly Claim[] => [{ kind: "bucket", name }];

/** Both sides' buckets, and what copies between them. */
export function bucketSteps({ host, site }: PlannedSite): readonly Step[] {
  const { primary, secondary, replication, provision } = site;
  const standby = (id: string): Step => ({
    id: `${id} ${host}`,
    template: "standby-bucket.yml",
    stack: stackOf(host, "standby-bucket"),
    region: secondary.region,
    claims: aBucket(secondary.bucket),
    fills: [],
    parameters: (known) => ({
      BucketName: secondary.bucket,
      IndexDocument: provision.indexDocument,
      ErrorDocument: provision.errorDocument,
      PrimaryBucketName: primary.bucket,
      WayBack: wayBack(known, host),
    }),
  });
  return [
    standby("standby-bucket"),
    ...secondary.buckets.map((name) => ({
      id: `redirect-bucket ${name}`,
      template: "redirect-bucket.yml",
      stack: stackOf(host, `redirect-${dashed(name)}`),
      region: secondary.region,
      claims: aBucket(name),
      fills: [],
      parameters: () => ({ BucketName: name, RedirectTo: host, Protocol: "http" }),
    })),
    {
      id: `replication-events ${host}`,
      template: "replication-events.yml",
      stack: stackOf(host, "replication-events"),
      region: primary.region,
      claims: [],
      isWanted: () => replication.events !== undefined,
      fills: [{ output: "TopicArn", path: ["replication", "events"], as: "value" }],
      parameters: () => ({ PrimaryBucketName: primary.bucket }),
    },
    {
      id: `primary-bucket ${host}`,
      template: "primary-bucket.yml",
      stack: stackOf(host, "primary-bucket"),
      region: primary.region,
      claims: aBucket(primary.bucket),
      fills: [],
      parameters: (known) =>
        complete({
          BucketName: primary.bucket,
          StandbyBucketName: secondary.bucket,
          RuleId: replication.ruleId,
          Prefix: replication.prefix,
          ReplicationTimeControl: provision.replicationTimeControl ? "Enabled" : "Disabled",
          PublicProbe: String(provision.healthCheck === "bucket"),
          EventsTopicArn:
            replication.events === undefined ? "" : known.output(`replication-events ${host}`, "TopicArn"),
        }),
    },
    // The same stack once more: the way back needs the primary's bucket to be there.
    { ...standby("way-back"), onlyWith: `standby-bucket ${host}` },
  ];
}

/** A person switches it on for a failback, and only a person off again. */
function wayBack(known: Known, host: string): string {
  const now = known.parameter(`standby-bucket ${host}`, "WayBack");
  if (now !== null && now !== "Absent") return now;
  return known.isThere(`primary-bucket ${host}`) ? "Disabled" : "Absent";
}
