/**
 * What each call of AWS needs, by hand: first the action that AWS names for it, then what it needs besides. Source:
 * Service Authorization Reference, and S3 User Guide, "Required permissions for Amazon S3 API operations".
 */
export const actionsOf: Readonly<Record<string, readonly string[]>> = {
  ChangeResourceRecordSets: ["route53:ChangeResourceRecordSets"],
  DeleteObject: ["s3:DeleteObject"],
  DescribeAlarms: ["cloudwatch:DescribeAlarms"],
  GetBucketEncryption: ["s3:GetEncryptionConfiguration"],
  GetBucketLifecycleConfiguration: ["s3:GetLifecycleConfiguration"],
  GetBucketPolicy: ["s3:GetBucketPolicy"],
  GetBucketReplication: ["s3:GetReplicationConfiguration"],
  GetBucketRequestPayment: ["s3:GetBucketRequestPayment"],
  GetBucketVersioning: ["s3:GetBucketVersioning"],
  GetBucketWebsite: ["s3:GetBucketWebsite"],
  GetChange: ["route53:GetChange"],
  GetDistribution: ["cloudfront:GetDistribution"],
  GetHealthCheck: ["route53:GetHealthCheck"],
  GetHostedZone: ["route53:GetHostedZone"],
  GetMetricData: ["cloudwatch:GetMetricData"],
  // Without s3:ListBucket a missing key is 403, not 404.
  GetObject: ["s3:GetObject", "s3:ListBucket"],
  GetObjectLockConfiguration: ["s3:GetBucketObjectLockConfiguration"],
  GetPublicAccessBlock: ["s3:GetBucketPublicAccessBlock"],
  GetTopicAttributes: ["sns:GetTopicAttributes"],
  HeadBucket: ["s3:ListBucket"],
  HeadObject: ["s3:GetObject", "s3:ListBucket"],
  ListObjectsV2: ["s3:ListBucket"],
  ListRaw: ["s3:ListBucket"],
  ListResourceRecordSetProtections: ["route53:ListResourceRecordSetProtections"],
  ListResourceRecordSets: ["route53:ListResourceRecordSets"],
  ListRules: ["events:ListRules"],
  ListTargetsByRule: ["events:ListTargetsByRule"],
  Publish: ["sns:Publish"],
  PutObject: ["s3:PutObject"],
  SetAlarmState: ["cloudwatch:SetAlarmState"],
};

/** Needed by no call of ours: Lambda itself writes a function's log and puts aside the events that it failed. */
export const neededByLambda = [
  "PutAsideWhatFailed sqs:SendMessage",
  "WriteOwnLog logs:CreateLogStream",
  "WriteOwnLog logs:PutLogEvents",
];

/** By the file of shared/aws and the call: the statement and action that allow it; a sentence: why it is never made. */
export type Needs = Readonly<Record<string, readonly string[] | string>>;

const readsHeartbeat = (list: string) => ["ReadHeartbeat s3:GetObject", `${list} s3:ListBucket`];

const loop: Needs = {
  "alarms.ts DescribeAlarms": ["ReadMetrics cloudwatch:DescribeAlarms"],
  "distributions.ts GetDistribution": ["ReadDistributions cloudfront:GetDistribution"],
  "heartbeats.ts GetObject": readsHeartbeat("CompareBuckets"),
  "heartbeats.ts PutObject": "only the function that runs each minute is told to write one",
  "listKeys.ts ListObjectsV2": ["ListJournal s3:ListBucket"],
  "listRecordSets.ts ListResourceRecordSets": ["ReadRecordSets route53:ListResourceRecordSets"],
  "rawLists.ts ListRaw": ["CompareBuckets s3:ListBucket"],
  "metrics.ts GetMetricData": ["ReadMetrics cloudwatch:GetMetricData"],
  "objectStore.ts GetObject": ["KeepRecordAndJournal s3:GetObject", "ListJournal s3:ListBucket"],
  "objectStore.ts PutObject": ["KeepRecordAndJournal s3:PutObject"],
  "publisher.ts Publish": ["TellPeople sns:Publish"],
  "recordSets.ts ChangeResourceRecordSets": ["MoveSite1 route53:ChangeResourceRecordSets"],
  "recordSets.ts GetChange": ["SeeChangesThrough route53:GetChange"],
  "releaseBucket.ts GetObject": ["CheckReleases s3:GetObject", "CompareBuckets s3:ListBucket"],
  "releaseBucket.ts HeadObject": ["CheckReleases s3:GetObject", "CompareBuckets s3:ListBucket"],
  "sharedFolder.ts GetObject": ["KeepRecordAndJournal s3:GetObject", "ListJournal s3:ListBucket"],
  "sharedFolder.ts PutObject": ["KeepRecordAndJournal s3:PutObject"],
  "switchObjects.ts DeleteObject": ["PullSwitch s3:DeleteObject"],
  "switchObjects.ts GetObject": ["PullSwitch s3:GetObject", "MissSwitch s3:ListBucket"],
  "switchObjects.ts PutObject": ["PullSwitch s3:PutObject"],
};

const healthAlarm: Needs = {
  ...loop,
  "sharedFolder.ts PutObject": ["KeepRecordAndJournal s3:PutObject", "NoteCanary s3:PutObject"],
};

const reconcile: Needs = {
  ...loop,
  "canary.ts SetAlarmState": ["SendCanary cloudwatch:SetAlarmState"],
  "heartbeats.ts PutObject": ["WriteHeartbeat s3:PutObject"],
};

const comparison: Needs = {
  "listKeys.ts ListObjectsV2":
    "the journal is not listed here; it comes with the store that loads the record",
  "rawLists.ts ListRaw": ["CompareBuckets s3:ListBucket"],
  "objectStore.ts GetObject": ["ReadRecord s3:GetObject", "ListJournal s3:ListBucket"],
  "objectStore.ts PutObject": "the record is only loaded here",
  "sharedFolder.ts GetObject": ["KeepShares s3:GetObject", "ListJournal s3:ListBucket"],
  "sharedFolder.ts PutObject": ["KeepShares s3:PutObject"],
};

const settings = (action: string): readonly string[] => [`ReadBucketSettings s3:${action}`];

const readiness: Needs = {
  "heartbeats.ts GetObject": readsHeartbeat("ReadBucketSettings"),
  "listKeys.ts ListObjectsV2":
    "the journal is not listed here; it comes with the store that keeps the findings",
  "listRecordSets.ts ListResourceRecordSets": ["ReadZones route53:ListResourceRecordSets"],
  "objectStore.ts GetObject": [
    "ReadRecord s3:GetObject",
    "KeepReadiness s3:GetObject",
    ...settings("ListBucket"),
  ],
  "objectStore.ts PutObject": ["KeepReadiness s3:PutObject"],
  "publisher.ts Publish": ["SeeAndTellPeople sns:Publish"],
  "readiness/bucketRegion.ts HeadBucket": settings("ListBucket"),
  "readiness/buckets.ts GetBucketEncryption": settings("GetEncryptionConfiguration"),
  "readiness/buckets.ts GetBucketLifecycleConfiguration": settings("GetLifecycleConfiguration"),
  "readiness/buckets.ts GetBucketPolicy": settings("GetBucketPolicy"),
  "readiness/buckets.ts GetBucketReplication": settings("GetReplicationConfiguration"),
  "readiness/buckets.ts GetBucketRequestPayment": settings("GetBucketRequestPayment"),
  "readiness/buckets.ts GetBucketVersioning": settings("GetBucketVersioning"),
  "readiness/buckets.ts GetBucketWebsite": settings("GetBucketWebsite"),
  "readiness/buckets.ts GetObjectLockConfiguration": settings("GetBucketObjectLockConfiguration"),
  "readiness/buckets.ts GetPublicAccessBlock": settings("GetBucketPublicAccessBlock"),
  "readiness/distributions.ts GetDistribution": ["ReadDistributions cloudfront:GetDistribution"],
  "readiness/objectSample.ts HeadObject": ["SampleObjects s3:GetObject", ...settings("ListBucket")],
  "readiness/objectSample.ts ListObjectsV2": settings("ListBucket"),
  "readiness/route53.ts GetHealthCheck": ["ReadHealthChecks route53:GetHealthCheck"],
  "readiness/route53.ts GetHostedZone": ["ReadZones route53:GetHostedZone"],
  "readiness/route53.ts ListResourceRecordSetProtections": [
    "ReadZones route53:ListResourceRecordSetProtections",
  ],
  "readiness/rules.ts ListRules": ["ReadAlarmsAndRules events:ListRules"],
  "readiness/rules.ts ListTargetsByRule": ["ReadAlarmsAndRules events:ListTargetsByRule"],
  "readiness/watching.ts DescribeAlarms": ["ReadAlarmsAndRules cloudwatch:DescribeAlarms"],
  "readiness/watching.ts GetMetricData": ["ReadAlarmsAndRules cloudwatch:GetMetricData"],
  "readiness/watching.ts GetTopicAttributes": ["SeeAndTellPeople sns:GetTopicAttributes"],
};

/** Of the function of that name; whichever has no table of its own wakes the loop. */
export const needsOf = (name: string): Needs =>
  ({ comparison, healthAlarm, readiness, reconcile })[name] ?? loop;
