import { ruleOf } from "./entry.ts";
import type { FoundSite } from "./find.ts";
import type { BucketAt, FoundRule, SiteReader } from "./ports.ts";
import { recordGaps } from "./recordGaps.ts";

/** Something that a resource of somebody's lacks. Nobody runs the command but a person who has read it. */
export interface Gap {
  readonly what: string;
  readonly command: string;
}

/** What the site's own buckets and records lack; what is not there at all is provision's. To add one, add a row. */
export async function gapsOf(reader: SiteReader, site: FoundSite): Promise<readonly Gap[]> {
  const { primary, standby, standbyExists } = site;
  const buckets = standbyExists ? [primary, standby] : [primary];
  const unversioned = await filtered(buckets, async (at) => !(await reader.versioned(at)));
  const isWebsite = site.standbyAlias === null && standbyExists;
  const lacksWebsite = isWebsite && !(await reader.hasWebsite(standby));
  const policy = isWebsite ? await reader.policy(standby) : null;
  return [
    ...unversioned.map(versioning),
    ...(lacksWebsite ? [website(standby)] : []),
    ...(isWebsite && policy === null ? [publicRead(standby)] : []),
    ...replicationGap(site),
    ...recordGaps(site),
  ];
}

async function filtered<T>(items: readonly T[], fits: (item: T) => Promise<boolean>): Promise<readonly T[]> {
  const fitting = await Promise.all(items.map(fits));
  return items.filter((_, i) => fitting[i]);
}

const versioning = ({ bucket, region }: BucketAt): Gap => ({
  what: `the bucket ${bucket} is not versioned, and S3 replicates only between versioned buckets`,
  command: `aws s3api put-bucket-versioning --region ${region} --bucket ${bucket} --versioning-configuration Status=Enabled`,
});

const website = ({ bucket, region }: BucketAt): Gap => ({
  what: `the bucket ${bucket} is no website, so the standby answers nobody`,
  command: `aws s3 website s3://${bucket} --region ${region} --index-document index.html --error-document 404.html`,
});

/** Only where no policy is there: one that is, readiness judges, and a person amends. */
function publicRead({ bucket, region }: BucketAt): Gap {
  const policy = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AnybodyReads",
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: `arn:aws:s3:::${bucket}/*`,
      },
    ],
  };
  const open =
    "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=false,RestrictPublicBuckets=false";
  return {
    what: `nobody may read the bucket ${bucket}, and a website is read by anybody: the standby answers 403`,
    command: [
      `aws s3api put-public-access-block --region ${region} --bucket ${bucket} --public-access-block-configuration ${open}`,
      `aws s3api put-bucket-policy --region ${region} --bucket ${bucket} --policy '${JSON.stringify(policy)}'`,
    ].join("\n"),
  };
}

/** The rules as they are, with the one to the standby amended: PutBucketReplication replaces them all. */
function replicationGap(site: FoundSite): readonly Gap[] {
  const { primary, standby, replication } = site;
  const rule = ruleOf(site);
  if (rule === undefined || replication === null)
    return [
      {
        what: `nothing is copied from ${primary.bucket} to ${standby.bucket}`,
        command: newReplication(site),
      },
    ];
  const lacks = [
    ...(rule.Status === "Enabled" ? [] : ["it is switched off"]),
    ...(rule.DeleteMarkerReplication?.Status === "Enabled" ? [] : ["what is deleted stays on the standby"]),
    ...(rule.Destination?.Metrics?.Status === "Enabled" ? [] : ["it has no metrics"]),
  ];
  if (lacks.length === 0) return [];
  const rules = replication.rules.map((one) => (one === rule ? amended(rule) : one));
  return [
    {
      what: `the replication rule ${rule.ID ?? ""} of ${primary.bucket}: ${lacks.join(", ")}`,
      command: putReplication(primary, replication.role, rules),
    },
  ];
}

/** Delete markers and metrics want the rule in its newer form, with a filter and a priority. */
function amended({ Prefix, ...rule }: FoundRule): object {
  return {
    Priority: 1,
    ...rule,
    Filter: rule.Filter ?? { Prefix: Prefix ?? "" },
    Status: "Enabled",
    DeleteMarkerReplication: { Status: "Enabled" },
    Destination: { ...rule.Destination, Metrics: { ...rule.Destination?.Metrics, Status: "Enabled" } },
  };
}

function putReplication({ bucket, region }: BucketAt, role: string, rules: readonly object[]): string {
  const configuration = JSON.stringify({ Role: role, Rules: rules });
  return `aws s3api put-bucket-replication --region ${region} --bucket ${bucket} --replication-configuration '${configuration}'`;
}

/** A role first, as in primary-bucket.yml; its ARN goes where it says so. */
function newReplication({ primary, standby }: FoundSite): string {
  const name = `${primary.bucket}-replication`.slice(0, 64);
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "s3.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };
  const from = `arn:aws:s3:::${primary.bucket}`;
  const may = (Action: readonly string[], Resource: string) => ({ Effect: "Allow", Action, Resource });
  const rights = {
    Version: "2012-10-17",
    Statement: [
      may(["s3:GetReplicationConfiguration", "s3:ListBucket"], from),
      may(
        ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
        `${from}/*`,
      ),
      may(
        ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
        `arn:aws:s3:::${standby.bucket}/*`,
      ),
    ],
  };
  const rule = amended({ ID: "site-to-standby", Destination: { Bucket: `arn:aws:s3:::${standby.bucket}` } });
  return [
    `aws iam create-role --role-name ${name} --assume-role-policy-document '${JSON.stringify(trust)}'`,
    `aws iam put-role-policy --role-name ${name} --policy-name replicate --policy-document '${JSON.stringify(rights)}'`,
    putReplication(primary, "ARN_OF_THE_ROLE", [rule]),
  ].join("\n");
}
