import { between, sayDuration } from "../../model/time.ts";
import type { ReplicationRule, SampledObject } from "../bucketSettings.ts";
import { type Check, type Flaw, flawsIn, flawsInBoth, isAbsent, type Question } from "../check.ts";
import { isArchive } from "./buckets.ts";

/** What brings the site to the standby. */
export const replicationChecks: readonly Check[] = [
  {
    id: "replication-rule",
    asks: "Is there the replication rule that sites.yml names, enabled, to the standby's bucket?",
    severity: "blocks",
    visitor: "The standby serves the site as it was when replication ended, or nothing.",
    fix: ({ primary, replication }) => [
      `aws s3api get-bucket-replication --bucket ${primary.bucket} --region ${primary.region}`,
      `give the rule ${replication.ruleId} Status Enabled and the standby's bucket as Destination, and put it back; or correct replication.ruleId`,
    ],
    judge: ({ site, ground: { primary } }) =>
      isAbsent(primary.region)
        ? null
        : flawsIn(primary.replication, (rules) => {
            const rule = ruleIn(rules, site.replication.ruleId);
            if (rule === undefined)
              return [`${primary.name} has no rule ${site.replication.ruleId}${has(rules)}`];
            return [
              !rule.enabled && `the rule ${rule.id} is disabled`,
              rule.destinationBucket !== site.secondary.bucket &&
                `the rule ${rule.id} goes to ${rule.destinationBucket}, not to ${site.secondary.bucket}`,
            ];
          }),
  },
  {
    id: "replication-scope",
    asks: "Does the rule cover every key of the site?",
    severity: "hurts",
    visitor: "Pages, styles or images that the rule leaves out are missing on the standby.",
    fix: ({ replication }) => [
      `write Filter: {Prefix: "${replication.prefix}"} into the rule ${replication.ruleId}, without tags; or set replication.prefix`,
    ],
    judge: ({ site, ...question }) =>
      inRule({ site, ...question }, (rule) => [
        rule.prefix !== site.replication.prefix &&
          `the rule covers ${sayPrefix(rule.prefix)}, and sites.yml says ${sayPrefix(site.replication.prefix)}`,
        rule.tagged && "the rule covers only objects with certain tags",
      ]),
  },
  {
    id: "delete-markers",
    asks: "Are deletes replicated?",
    severity: "hurts",
    visitor: "What was deleted on the primary, a leaked page too, is served again during an outage.",
    fix: ({ replication }) => [
      `write DeleteMarkerReplication: {Status: Enabled} into the rule ${replication.ruleId}`,
    ],
    judge: (question) =>
      inRule(question, (rule) => [!rule.deleteMarkers && "delete marker replication is off"]),
  },
  {
    id: "replication-metrics",
    asks: "Does the rule publish metrics?",
    severity: "hurts",
    visitor:
      "Nothing at first; but nobody is told that replication fell behind or failed, until the outage shows it.",
    fix: ({ replication }) => [
      `write Destination: {Metrics: {Status: Enabled}} into the rule ${replication.ruleId}`,
    ],
    judge: (question) =>
      inRule(question, (rule) => [!rule.metrics && "metrics are off, so the replication alarms see nothing"]),
  },
  {
    id: "replication-works",
    asks: "Do objects reach the standby?",
    severity: "hurts",
    visitor: "The objects that failed are missing or old on the standby; S3 does not try a FAILED one again.",
    fix: ({ primary }) => [
      `aws s3api head-object --bucket ${primary.bucket} --region ${primary.region} --key KEY`,
      "see that the rule's role may s3:ReplicateObject there; then write these objects again, or run S3 Batch Replication for FAILED and NONE",
    ],
    judge: (question) => worksFlaws(question),
  },
  {
    id: "heartbeat",
    asks: "Does the heartbeat reach the standby in time?",
    severity: "hurts",
    visitor: "Nothing at first; replication has stopped or is slow, and the standby grows old.",
    fix: ({ primary, secondary, replication: { heartbeat } }) => [
      `aws s3api head-object --bucket ${primary.bucket} --region ${primary.region} --key ${heartbeat?.key}`,
      `aws s3api head-object --bucket ${secondary.bucket} --region ${secondary.region} --key ${heartbeat?.key}`,
      "where the first is new and the second old, see that the replication rule works; where the first is old, see the log of the function reconcile",
    ],
    judge: ({ site, ground }) => {
      const { heartbeat, window } = site.replication;
      if (heartbeat === null || ground.heartbeat === null) return null;
      return flawsIn(ground.heartbeat, (beat) => {
        if (beat === null) return [`there is no ${heartbeat.key} in ${site.secondary.bucket}`];
        const age = between(beat.at, ground.at);
        return [
          age > window + heartbeat.every &&
            `the newest in ${site.secondary.bucket}, number ${beat.count}, is ${sayDuration(age)} old`,
        ];
      });
    },
  },
  {
    id: "kms-replicated",
    asks: "Are objects that are encrypted with KMS replicated?",
    severity: "hurts",
    visitor: "Objects encrypted with KMS never reach the standby.",
    fix: ({ replication }) => [
      `write SourceSelectionCriteria: {SseKmsEncryptedObjects: {Status: Enabled}} into the rule ${replication.ruleId}, and a key of the standby's region`,
    ],
    judge: (question) => {
      const rule = readRule(question);
      if (rule === null) return null;
      return flawsIn(question.ground.primary.sample, ({ objects }) => {
        const encrypted = objects.filter(isKms);
        return [
          encrypted.length > 0 &&
            !rule.kmsObjects &&
            `${encrypted.length} of ${objects.length} objects asked are encrypted with KMS, and the rule leaves those out: ${keys(encrypted)}`,
        ];
      });
    },
  },
  {
    id: "storage-class",
    asks: "Can replicas be read at once?",
    severity: "blocks",
    visitor: "403 InvalidObjectState: archived objects have to be restored first, which takes hours.",
    fix: ({ replication }) => [`take StorageClass out of the Destination of the rule ${replication.ruleId}`],
    judge: (question) =>
      inRule(question, ({ storageClass }) => [
        storageClass !== null && isArchive(storageClass) && `replicas are stored as ${storageClass}`,
      ]),
  },
];

/** The site's own rule, where it could be read and is there: what is missing is told by `replication-rule`. */
export function readRule({ site, ground }: Question): ReplicationRule | null {
  const { replication } = ground.primary;
  return replication.kind === "known" ? (ruleIn(replication.value, site.replication.ruleId) ?? null) : null;
}

function inRule(
  question: Question,
  wrong: (rule: ReplicationRule) => readonly (string | false)[],
): readonly Flaw[] | null {
  if (question.ground.primary.replication.kind === "known" && readRule(question) === null) return null;
  return flawsIn(question.ground.primary.replication, (rules) => {
    const rule = ruleIn(rules, question.site.replication.ruleId);
    return rule === undefined ? [] : wrong(rule);
  });
}

const ruleIn = (rules: readonly ReplicationRule[], id: string): ReplicationRule | undefined =>
  rules.find((rule) => rule.id === id);

function worksFlaws(question: Question): readonly Flaw[] | null {
  const { site, ground } = question;
  if (readRule(question)?.enabled !== true) return null;
  const sampled = flawsIn(ground.primary.sample, ({ listed, objects }) => {
    const old = objects.filter(({ modifiedAt }) => ground.at - modifiedAt > site.replication.window);
    const of = `of ${objects.length} asked (${listed} listed)`;
    return [
      said(
        "FAILED",
        objects.filter(({ replication }) => replication === "FAILED"),
        of,
      ),
      said(
        `PENDING for more than ${sayDuration(site.replication.window)}`,
        old.filter(({ replication }) => replication === "PENDING"),
        of,
      ),
      said(
        "without a status, so older than the rule and never copied",
        old.filter(({ replication }) => replication === null),
        of,
      ),
    ];
  });
  const counted = flawsInBoth(ground.primary.sample, ground.primary.failedOperations, (_, failed) => [
    failed !== null &&
      failed > 0 &&
      `OperationsFailedReplication counted ${failed} in ${site.primary.region} in the last 24 h`,
  ]);
  return [...sampled, ...counted];
}

const said = (state: string, objects: readonly SampledObject[], of: string): string | null =>
  objects.length === 0
    ? null
    : `${objects.length} ${of} ${objects.length === 1 ? "is" : "are"} ${state}: ${keys(objects)}`;

export const isKms = ({ encryption }: SampledObject): boolean => encryption?.startsWith("aws:kms") === true;

/** The first three. */
const keys = (objects: readonly SampledObject[]): string =>
  objects
    .slice(0, 3)
    .map(({ key }) => key)
    .join(", ") + (objects.length > 3 ? ", …" : "");

const sayPrefix = (prefix: string): string => (prefix === "" ? "all keys" : `keys below ${prefix}`);
const has = (rules: readonly ReplicationRule[]): string =>
  rules.length === 0 ? "" : `; it has ${rules.map(({ id }) => id).join(", ")}`;
