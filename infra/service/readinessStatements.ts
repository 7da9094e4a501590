import { canaryKey } from "../../shared/model/canary.ts";
import type { Site } from "../../shared/model/site.ts";
import {
  allow,
  distributions,
  heartbeats,
  hostedZoneArn,
  inJournalBucket,
  ownTopic,
  type Statement,
  unique,
} from "./statements.ts";

/** What readiness reads, and the one object a site that it writes: no call here changes a site, its records or its health checks. */
export function readinessStatements(sites: readonly Site[]): Statement[] {
  const buckets = unique(sites.flatMap(bucketsOf)).map((name) => `arn:aws:s3:::${name}`);
  return [
    allow("ReadBucketSettings", bucketSettings, [...buckets, journalBucket]),
    allow(
      "SampleObjects",
      ["s3:GetObject"],
      unique(sites.map(({ primary }) => `arn:aws:s3:::${primary.bucket}/*`)),
    ),
    ...heartbeats(sites),
    allow(
      "ReadRecord",
      ["s3:GetObject"],
      [...sites.map(({ name }) => inJournalBucket(`sites/${name}/record.json`)), inJournalBucket(canaryKey)],
    ),
    allow(
      "KeepReadiness",
      ["s3:GetObject", "s3:PutObject"],
      sites.map(({ name }) => inJournalBucket(`sites/${name}/readiness.json`)),
    ),
    allow(
      "ReadZones",
      ["route53:GetHostedZone", "route53:ListResourceRecordSets", "route53:ListResourceRecordSetProtections"],
      unique(sites.map(hostedZoneArn)),
    ),
    allow(
      "ReadHealthChecks",
      ["route53:GetHealthCheck"],
      unique(sites.flatMap(healthChecksOf)).map((id) => `arn:aws:route53:::healthcheck/${id}`),
    ),
    ...distributions(sites),
    // Metrics have no ARNs; DescribeAlarms, ListRules and ListTargetsByRule read only what is set up.
    {
      ...allow(
        "ReadAlarmsAndRules",
        [
          "cloudwatch:DescribeAlarms",
          "cloudwatch:GetMetricData",
          "events:ListRules",
          "events:ListTargetsByRule",
        ],
        [],
      ),
      Resource: "*",
    },
    allow(
      "SeeAndTellPeople",
      ["sns:GetTopicAttributes", "sns:Publish"],
      [{ Ref: "Notices" }, ...unique(sites.flatMap(ownTopic))],
    ),
  ];
}

const bucketSettings = [
  "s3:ListBucket",
  "s3:GetBucketVersioning",
  "s3:GetReplicationConfiguration",
  "s3:GetBucketWebsite",
  "s3:GetBucketObjectLockConfiguration",
  "s3:GetBucketPolicy",
  "s3:GetBucketPublicAccessBlock",
  "s3:GetEncryptionConfiguration",
  "s3:GetBucketRequestPayment",
  "s3:GetLifecycleConfiguration",
];

const journalBucket = { "Fn::GetAtt": ["JournalBucket", "Arn"] };

/** Both sides', one a further name for a website, and the switch's. */
const bucketsOf = ({ primary, secondary, names, switch: lever }: Site): readonly string[] => [
  primary.bucket,
  secondary.bucket,
  ...(secondary.target.kind === "s3-website" ? names.map(({ name }) => name) : []),
  ...(lever === null ? [] : [lever.bucket]),
];

const healthChecksOf = ({ healthCheck, switch: lever }: Site): readonly string[] => [
  healthCheck.id,
  ...(lever === null ? [] : [lever.checks.endpoint, lever.checks.hold, ...lever.checks.force]),
];
