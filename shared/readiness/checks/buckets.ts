import { type Check, factsOf, flawsIn, flawsInBoth, isAbsent } from "../check.ts";

/** What the two buckets are. */
export const bucketChecks: readonly Check[] = [
  {
    id: "buckets",
    asks: "Are both buckets there, in the regions that sites.yml says, and not in one?",
    severity: "blocks",
    visitor: "An outage of one region takes both copies of the site: nothing answers, on either side.",
    fix: ({ secondary }) => [
      `aws s3api create-bucket --bucket ${secondary.bucket} --region ${secondary.region} --create-bucket-configuration LocationConstraint=${secondary.region}`,
      "or correct region and bucket below primary and secondary in sites.yml",
    ],
    judge: ({ site, ground }) => [
      ...(["primary", "secondary"] as const).flatMap((side) =>
        flawsIn(ground[side].region, (region) => [
          region === null && `there is no bucket ${site[side].bucket}`,
          region !== null &&
            region !== site[side].region &&
            `${site[side].bucket} is in ${region}, not in ${site[side].region}`,
        ]),
      ),
      ...(ground.primary.region.kind === "known" && ground.secondary.region.kind === "known"
        ? factsOf([
            ground.primary.region.value !== null &&
              ground.primary.region.value === ground.secondary.region.value &&
              `both are in ${ground.primary.region.value}`,
          ])
        : []),
    ],
  },
  {
    id: "versioning",
    asks: "Are both buckets versioned?",
    severity: "blocks",
    visitor: "Nothing is replicated, so the standby serves an old site, or none.",
    fix: ({ primary, secondary }) =>
      [primary, secondary].map(
        ({ bucket, region }) =>
          `aws s3api put-bucket-versioning --bucket ${bucket} --region ${region} --versioning-configuration Status=Enabled`,
      ),
    judge: ({ ground }) =>
      [ground.primary, ground.secondary]
        .filter(({ region }) => !isAbsent(region))
        .flatMap(({ name, versioning }) =>
          flawsIn(versioning, (state) => [
            state !== "Enabled" && `versioning of ${name} is ${sayVersioning[state]}`,
          ]),
        ),
  },
  {
    id: "object-lock",
    asks: "Where the primary's bucket has Object Lock, has the standby's?",
    severity: "hurts",
    visitor:
      "Objects under a lock are not replicated (DstBucketObjectLockConfigMissing): the standby lacks them.",
    fix: ({ secondary }) => [
      `aws s3api put-object-lock-configuration --bucket ${secondary.bucket} --region ${secondary.region} --object-lock-configuration ObjectLockEnabled=Enabled`,
    ],
    judge: ({ ground: { primary, secondary } }) =>
      flawsInBoth(primary.objectLock, secondary.objectLock, (source, standby) => [
        source && !standby && `${primary.name} has Object Lock, and ${secondary.name} has not`,
      ]),
  },
  {
    id: "lifecycle",
    asks: "Does no lifecycle rule take objects away on the standby?",
    severity: "hurts",
    visitor:
      "Pages that did not change for a while are gone on the standby: lifecycle acts on each bucket alone.",
    fix: ({ secondary }) => [
      `aws s3api get-bucket-lifecycle-configuration --bucket ${secondary.bucket} --region ${secondary.region}`,
      "take Expiration and the transitions to GLACIER and DEEP_ARCHIVE out, keep NoncurrentVersionExpiration, and put it back",
    ],
    judge: ({ ground: { secondary } }) =>
      isAbsent(secondary.region)
        ? null
        : flawsIn(secondary.lifecycle, (rules) =>
            rules.flatMap((rule) => [
              rule.expires && `rule ${rule.id} of ${secondary.name} lets objects${under(rule.prefix)} expire`,
              ...rule.movesTo
                .filter(isArchive)
                .map(
                  (to) => `rule ${rule.id} of ${secondary.name} moves objects${under(rule.prefix)} to ${to}`,
                ),
            ]),
          ),
  },
];

/** Classes whose objects have to be restored before anybody can read them. */
export const isArchive = (storageClass: string): boolean =>
  storageClass === "GLACIER" || storageClass === "DEEP_ARCHIVE";

const under = (prefix: string): string => (prefix === "" ? "" : ` below ${prefix}`);

const sayVersioning = { Suspended: "suspended", "never enabled": "not enabled" } as const;
