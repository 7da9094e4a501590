import type { Website } from "../bucketSettings.ts";
import { type Check, factsOf, flawsIn, flawsInBoth, isAbsent, type Question } from "../check.ts";
import type { DistributionSetting } from "../edgeSettings.ts";
import { publicReadFaults } from "../publicRead.ts";
import { isKms, readRule } from "./replication.ts";

/** What an S3 website needs to serve the site; asked where the standby is one. */
const websiteRows: readonly Check[] = [
  {
    id: "bucket-name",
    asks: "Is the standby's bucket named like the site?",
    severity: "blocks",
    visitor: "404 NoSuchBucket: an S3 website finds its bucket by the host name.",
    fix: ({ name, secondary }) => [
      `aws s3api create-bucket --bucket ${name} --region ${secondary.region} --create-bucket-configuration LocationConstraint=${secondary.region}`,
      `secondary: { bucket: ${name} }`,
    ],
    judge: ({ site }) =>
      factsOf([
        site.secondary.bucket !== site.name &&
          `the bucket is named ${site.secondary.bucket}, not ${site.name}`,
      ]),
  },
  {
    id: "further-names",
    asks: "Has each further name a website bucket of its own there, which redirects or is a second replica?",
    severity: "blocks",
    visitor: "404 NoSuchBucket for whoever comes by that name.",
    fix: ({ name, secondary, names }) =>
      names
        .filter((further) => further.name !== name)
        .flatMap((further) => [
          `aws s3api create-bucket --bucket ${further.name} --region ${secondary.region} --create-bucket-configuration LocationConstraint=${secondary.region}`,
          `aws s3api put-bucket-website --bucket ${further.name} --region ${secondary.region} --website-configuration '{"RedirectAllRequestsTo":{"HostName":"${name}"}}'`,
        ]),
    judge: ({ site, ground }) =>
      ground.further.flatMap(({ name, region, website }) => [
        ...flawsIn(region, (there) => [
          there === null && `there is no bucket named ${name}`,
          there !== null && there !== site.secondary.region && `the bucket ${name} is in ${there}`,
        ]),
        ...(isAbsent(region)
          ? []
          : flawsIn(website, (found) => [
              found === null && `the bucket ${name} is no website`,
              found?.kind === "redirectsAll" &&
                !site.names.some((own) => own.name === found.host) &&
                `the bucket ${name} redirects to ${found.host}, which is no name of the site`,
            ])),
      ]),
  },
  {
    id: "website",
    asks: "Is the standby's bucket a website?",
    severity: "blocks",
    visitor: "404 NoSuchWebsiteConfiguration on every page.",
    fix: ({ secondary }) => [
      `aws s3 website s3://${secondary.bucket} --region ${secondary.region} --index-document index.html --error-document error.html`,
    ],
    judge: ({ ground: { secondary } }) =>
      isAbsent(secondary.region)
        ? null
        : flawsIn(secondary.website, (website) => [
            website === null && `${secondary.name} has no website configuration`,
            website?.kind === "redirectsAll" && `${secondary.name} redirects everything to ${website.host}`,
          ]),
  },
  {
    id: "website-equal",
    asks: "Are index, error page and redirects the same on both sides?",
    severity: "hurts",
    visitor:
      "Other pages than usual: no start page in folders, another error page, old links without their redirect.",
    fix: ({ primary, secondary }) => [
      `aws s3api get-bucket-website --bucket ${primary.bucket} --region ${primary.region}`,
      `aws s3api put-bucket-website --bucket ${secondary.bucket} --region ${secondary.region} --website-configuration FILE`,
    ],
    judge: ({ ground }) => equalFlaws(ground),
  },
  {
    id: "public-read",
    asks: "May anybody read the standby's objects?",
    severity: "blocks",
    visitor: "403 AccessDenied on every page.",
    fix: ({ secondary: { bucket, region } }) => [
      `aws s3api delete-public-access-block --bucket ${bucket} --region ${region}`,
      `aws s3api put-bucket-policy --bucket ${bucket} --region ${region} --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::${bucket}/*"}]}'`,
    ],
    judge: ({ ground: { secondary } }) =>
      isAbsent(secondary.region)
        ? null
        : [
            ...flawsIn(secondary.policy, (statements) => publicReadFaults(statements, secondary.name)),
            ...flawsIn(secondary.publicAccess, ({ restrictsBuckets }) => [
              restrictsBuckets &&
                `RestrictPublicBuckets of ${secondary.name} is on: anonymous visitors are refused whatever the policy says`,
            ]),
          ],
  },
  {
    id: "kms-readable",
    asks: "Are replicas stored without KMS?",
    severity: "blocks",
    visitor: "400 or 403: whoever comes without credentials can't read what a KMS key encrypts.",
    fix: ({ secondary: { bucket, region }, replication }) => [
      `aws s3api put-bucket-encryption --bucket ${bucket} --region ${region} --server-side-encryption-configuration '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}'`,
      `take EncryptionConfiguration out of the rule ${replication.ruleId}; or put the standby behind kind: alias`,
    ],
    judge: (question) => kmsFlaws(question),
  },
  {
    id: "requester-pays",
    asks: "Does the standby's bucket not charge the requester?",
    severity: "blocks",
    visitor: "403 on every page: a requester-pays bucket refuses anonymous requests.",
    fix: ({ secondary: { bucket, region } }) => [
      `aws s3api put-bucket-request-payment --bucket ${bucket} --region ${region} --request-payment-configuration Payer=BucketOwner`,
    ],
    judge: ({ ground: { secondary } }) =>
      isAbsent(secondary.region)
        ? null
        : flawsIn(secondary.requesterPays, (pays) => [
            pays && `${secondary.name} is a requester-pays bucket`,
          ]),
  },
];

export const websiteChecks: readonly Check[] = websiteRows.map((row) => ({
  ...row,
  judge: (question) => (question.site.secondary.target.kind === "s3-website" ? row.judge(question) : null),
}));

/** Where the primary's bucket is a website itself, the two configurations; else what CloudFront has in its place. */
function equalFlaws({ primary, secondary, distribution }: Question["ground"]) {
  if (isAbsent(secondary.region) || isAbsent(secondary.website)) return null;
  return flawsInBoth(primary.website, secondary.website, (source, standby) => {
    if (standby?.kind !== "serves") return [];
    if (source?.kind === "serves") return differences(source, standby);
    return distribution?.kind === "known" && distribution.value !== null
      ? againstDistribution(distribution.value, standby)
      : [];
  });
}

type Serving = Extract<Website, { kind: "serves" }>;

const differences = (source: Serving, standby: Serving) => [
  source.index !== standby.index &&
    `the index document is ${source.index} on the primary, ${standby.index} on the standby`,
  source.error !== standby.error &&
    `the error document is ${source.error ?? "none"} on the primary, ${standby.error ?? "none"} on the standby`,
  source.routing !== standby.routing && "the routing rules differ",
];

function againstDistribution({ rootObject, errors }: DistributionSetting, standby: Serving) {
  const missing = errors.find(({ status, page }) => (status === 404 || status === 403) && page !== null);
  const page = missing?.page?.replace(/^\//, "") ?? null;
  return [
    rootObject !== "" &&
      rootObject !== standby.index &&
      `the distribution's root object is ${rootObject}, the standby's index document ${standby.index}`,
    page !== null &&
      page !== standby.error &&
      `the distribution answers what is missing with ${page}, the standby with ${standby.error ?? "S3's own page"}`,
  ];
}

function kmsFlaws(question: Question) {
  const { primary, secondary } = question.ground;
  if (isAbsent(secondary.region)) return null;
  const rule = readRule(question);
  return [
    ...flawsIn(secondary.encryption, ({ algorithm }) => [
      algorithm.startsWith("aws:kms") && `${secondary.name} encrypts with ${algorithm} by default`,
    ]),
    ...factsOf([
      rule?.replicaKmsKey != null && `the rule ${rule.id} encrypts replicas with ${rule.replicaKmsKey}`,
    ]),
    ...(rule?.kmsObjects === true && rule.replicaKmsKey === null
      ? flawsIn(primary.sample, ({ objects }) => [
          objects.some(isKms) && `${primary.name} holds objects encrypted with KMS, and so do their replicas`,
        ])
      : []),
  ];
}
