import { canaryAlarm, canaryKey } from "../../shared/model/canary.ts";
import type { SideName, Site } from "../../shared/model/site.ts";

/** A statement of an IAM policy, as CloudFormation takes it. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: "*" | readonly (string | { readonly [intrinsic: string]: unknown })[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** What the loop needs for these sites, and nothing else. Every function wakes the same loop, so all need the same. */
export function loopStatements(sites: readonly Site[]): Statement[] {
  return [
    ...journal(sites),
    allow("CompareBuckets", ["s3:ListBucket"], unique(sites.flatMap(siteBuckets))),
    ...releases(sites),
    ...heartbeats(sites),
    ...recordSets(sites),
    ...switches(sites),
    ...distributions(sites),
    // Metrics have no ARNs, and DescribeAlarms tells of composite alarms only to whoever may describe them all.
    // Source: CloudWatch API reference, GetMetricData and DescribeAlarms.
    { ...allow("ReadMetrics", ["cloudwatch:GetMetricData", "cloudwatch:DescribeAlarms"], []), Resource: "*" },
    allow("TellPeople", ["sns:Publish"], [{ Ref: "Notices" }, ...unique(sites.flatMap(ownTopic))]),
  ];
}

/** What a comparison in shares needs: both listings, its working folder, and how large the loop found the sites. */
export function comparisonStatements(sites: readonly Site[]): Statement[] {
  const own = sites.flatMap(({ name }) => [
    inJournalBucket(`comparisons/${name}/plan.json`),
    inJournalBucket(`comparisons/${name}/shares.json`),
    // Shares are numbered with four digits.
    inJournalBucket(`comparisons/${name}/share-????.json`),
    inJournalBucket(`sites/${name}/evidence/comparison.json`),
    inJournalBucket(`sites/${name}/evidence/inventory.json`),
  ]);
  return [
    allow("CompareBuckets", ["s3:ListBucket"], unique(sites.flatMap(siteBuckets))),
    allow("KeepShares", ["s3:GetObject", "s3:PutObject"], own),
    allow(
      "ReadRecord",
      ["s3:GetObject"],
      sites.map(({ name }) => inJournalBucket(`sites/${name}/record.json`)),
    ),
    listJournal,
  ];
}

/** Manifests are read, and objects asked about by HEAD where a listing can't tell: in the standby's bucket alone. */
function releases(sites: readonly Site[]): Statement[] {
  const buckets = sites.flatMap((site) => (site.releases === null ? [] : [site.secondary.bucket]));
  if (buckets.length === 0) return [];
  return [
    allow("CheckReleases", ["s3:GetObject"], unique(buckets.map((bucket) => `arn:aws:s3:::${bucket}/*`))),
  ];
}

/** One object a site, read where it should arrive. Only the function that runs each minute writes it, in the primary's bucket. */
export function heartbeats(sites: readonly Site[]): Statement[] {
  const objects = sites.flatMap((site) => heartbeatIn(site, "secondary"));
  return objects.length === 0 ? [] : [allow("ReadHeartbeat", ["s3:GetObject"], objects)];
}

/** Of the function that gets alarms' state changes: where the canary's arrival is noted. */
export function healthAlarmStatements(sites: readonly Site[]): Statement[] {
  const note = allow("NoteCanary", ["s3:PutObject"], [inJournalBucket(canaryKey)]);
  return [...loopStatements(sites), ...(canaryAlarm(sites) === null ? [] : [note])];
}

/** Of the function that writes heartbeats and sends the canary, beside what all need. */
export function reconcileStatements(sites: readonly Site[]): Statement[] {
  const objects = sites.flatMap((site) => heartbeatIn(site, "primary"));
  const write = objects.length === 0 ? [] : [allow("WriteHeartbeat", ["s3:PutObject"], objects)];
  const canary = canaryAlarm(sites);
  const send = canary === null ? [] : [allow("SendCanary", ["cloudwatch:SetAlarmState"], [canary.arn])];
  return [...loopStatements(sites), ...write, ...send];
}

const heartbeatIn = (site: Site, side: SideName) =>
  site.replication.heartbeat === null
    ? []
    : [`arn:aws:s3:::${site[side].bucket}/${site.replication.heartbeat.key}`];

/** The journal is only ever added to, which the store enforces by If-None-Match; no one here may delete anything. */
function journal(sites: readonly Site[]): Statement[] {
  const records = sites.flatMap(({ name }) => [
    inJournalBucket(`sites/${name}/record.json`),
    // Entries are numbered with twelve digits.
    inJournalBucket(`sites/${name}/journal/????????????.json`),
    inJournalBucket(`sites/${name}/evidence/comparison.json`),
    inJournalBucket(`sites/${name}/evidence/inventory.json`),
    inJournalBucket(`sites/${name}/evidence/heartbeat.json`),
  ]);
  return [allow("KeepRecordAndJournal", ["s3:GetObject", "s3:PutObject"], records), listJournal];
}

/** Of the whole bucket: with a condition on the prefix, GetObject of a missing key would answer 403, not 404. */
const listJournal = allow("ListJournal", ["s3:ListBucket"], [{ "Fn::GetAtt": ["JournalBucket", "Arn"] }]);

/**
 * Only the sites' own names and types, and no UPSERT: the one compare-and-swap Route 53 has is DELETE with CREATE.
 * Source: Route 53 Developer Guide, "Using IAM policy conditions for fine-grained access control".
 */
function recordSets(sites: readonly Site[]): Statement[] {
  const zones = unique(sites.map(hostedZoneArn));
  const changes = sites.map((site, index) => ({
    ...allow(`MoveSite${index + 1}`, ["route53:ChangeResourceRecordSets"], [hostedZoneArn(site)]),
    Condition: {
      "ForAllValues:StringEquals": {
        "route53:ChangeResourceRecordSetsNormalizedRecordNames": site.names.map(({ name }) =>
          normalised(name),
        ),
        "route53:ChangeResourceRecordSetsRecordTypes": unique(site.names.flatMap(({ types }) => types)),
        "route53:ChangeResourceRecordSetsActions": ["CREATE", "DELETE"],
      },
    },
  }));
  return [
    allow("ReadRecordSets", ["route53:ListResourceRecordSets"], zones),
    // The ids of changes aren't known before; reading one changes nothing.
    allow("SeeChangesThrough", ["route53:GetChange"], ["arn:aws:route53:::change/*"]),
    ...changes,
  ];
}

/** Two objects a site; whether one is missing only tells whoever may list. */
function switches(sites: readonly Site[]): Statement[] {
  const places = sites.flatMap((site) => (site.switch === null ? [] : [site.switch]));
  if (places.length === 0) return [];
  const objects = places.flatMap(({ bucket, keys }) =>
    [keys.hold, keys.force].map((key) => `arn:aws:s3:::${bucket}/${key}`),
  );
  const buckets = unique(places.map(({ bucket }) => `arn:aws:s3:::${bucket}`));
  return [
    allow("PullSwitch", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], objects),
    allow("MissSwitch", ["s3:ListBucket"], buckets),
  ];
}

export function distributions(sites: readonly Site[]): Statement[] {
  const ids = sites
    .flatMap(({ primary, secondary }) => [primary.target, secondary.target])
    .flatMap((target) => (target.kind === "cloudfront" ? [target.distributionId] : []));
  if (ids.length === 0) return [];
  const arns = unique(ids).map((id) => ({
    "Fn::Sub": `arn:aws:cloudfront::\${AWS::AccountId}:distribution/${id}`,
  }));
  return [allow("ReadDistributions", ["cloudfront:GetDistribution"], arns)];
}

export function allow(
  Sid: string,
  Action: readonly string[],
  Resource: Exclude<Statement["Resource"], "*">,
): Statement {
  return { Sid, Effect: "Allow", Action, Resource };
}

export const ownTopic = ({ notices: { topicArn } }: Site) => (topicArn === null ? [] : [topicArn]);
const siteBuckets = ({ primary, secondary }: Site) => [
  `arn:aws:s3:::${primary.bucket}`,
  `arn:aws:s3:::${secondary.bucket}`,
];
export const hostedZoneArn = (site: Site) => `arn:aws:route53:::hostedzone/${site.hostedZone.id}`;
export const inJournalBucket = (key: string) => ({ "Fn::Sub": `\${JournalBucket.Arn}/${key}` });
export const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Lower case, no final dot, anything but letters, digits, "-", "_" and "." as a three-digit octal escape. */
function normalised(name: string): string {
  const plain = name.toLowerCase().replace(/\.$/, "");
  return plain.replace(/[^a-z0-9._-]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, "0")}`);
}
