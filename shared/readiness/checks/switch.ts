import { plainName } from "../../model/recordSet.ts";
import type { Site, Switch } from "../../model/site.ts";
import { type Check, type Flaw, flawsIn, isAbsent } from "../check.ts";
import type { HealthCheckSetting } from "../edgeSettings.ts";
import type { SwitchGround } from "../ground.ts";
import { publicKeyFaults } from "../publicRead.ts";

/** The switch as designed: healthy = (endpoint or hold) and not force (docs/aws-facts.md 2). */
const switchRows: readonly SwitchRow[] = [
  {
    id: "switch-check",
    asks: "Does the calculated check need three of the four children, and has it these?",
    severity: "blocks",
    visitor: "Wherever the miscounted check sends them; a hold or a force changes nothing.",
    fix: ({ healthCheck: { id } }, { checks }) => [
      `aws route53 update-health-check --health-check-id ${id} --no-disabled --no-inverted --health-threshold 3 --child-health-checks ${childrenOf(checks).join(" ")}`,
    ],
    judge: ({ calculated }, { checks }) =>
      flawsIn(calculated, (check) => {
        if (check === null) return ["there is no such health check"];
        if (check.type !== "CALCULATED") return [`it is of type ${check.type}, not CALCULATED`];
        return [
          check.disabled && "it is disabled",
          check.inverted && "it is inverted",
          check.healthThreshold !== 3 && `its threshold is ${check.healthThreshold}, not 3`,
          !sameIds(check.children, childrenOf(checks)) &&
            `its children are ${check.children.join(", ") || "none"}`,
        ];
      }),
  },
  {
    id: "switch-probes",
    asks: "Do the three children look for the switch's objects, those of force inverted?",
    severity: "blocks",
    visitor:
      "The same as before the order: putting the object changes nothing, or the opposite of what was meant.",
    fix: (_, { checks, keys, ...where }) => [
      `aws route53 update-health-check --health-check-id ${checks.hold} --no-disabled --no-inverted --fully-qualified-domain-name ${hostOf(where)} --resource-path ${pathOf(where, keys.hold)}`,
      ...checks.force.map(
        (id) =>
          `aws route53 update-health-check --health-check-id ${id} --no-disabled --inverted --fully-qualified-domain-name ${hostOf(where)} --resource-path ${pathOf(where, keys.force)}`,
      ),
    ],
    judge: ({ hold, force }, lever) => [
      ...flawsIn(hold, (check) => probeFaults(check, lever, "hold", lever.checks.hold)),
      ...force.flatMap((one, i) =>
        flawsIn(one, (check) => probeFaults(check, lever, "force", lever.checks.force[i] ?? "")),
      ),
    ],
  },
  {
    id: "switch-bucket",
    asks: "Is the switch's bucket in the standby's region, and are just its two objects public?",
    severity: "blocks",
    visitor:
      "The same as before the order: the checkers come without credentials, and a private object is none to them.",
    fix: (_, { bucket, region, keys }) => [
      `aws s3api put-public-access-block --bucket ${bucket} --region ${region} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=false,RestrictPublicBuckets=false`,
      `aws s3api put-bucket-policy --bucket ${bucket} --region ${region} --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":["arn:aws:s3:::${bucket}/${keys.hold}","arn:aws:s3:::${bucket}/${keys.force}"]}]}'`,
    ],
    judge: ({ bucket }, lever) => [
      ...flawsIn(bucket.region, (region) => [
        region === null && `there is no bucket ${lever.bucket}`,
        region !== null &&
          region !== lever.region &&
          `${lever.bucket} is in ${region}, not in ${lever.region}`,
      ]),
      ...(isAbsent(bucket.region)
        ? []
        : [
            ...flawsIn(bucket.policy, (statements) =>
              publicKeyFaults(statements, lever.bucket, [lever.keys.hold, lever.keys.force]),
            ),
            ...flawsIn(bucket.publicAccess, ({ restrictsBuckets }) => [
              restrictsBuckets && `RestrictPublicBuckets of ${lever.bucket} is on`,
            ]),
          ]),
    ],
  },
];

type SwitchRow = Omit<Check, "fix" | "judge"> & {
  readonly fix: (site: Site, lever: Switch) => readonly string[];
  readonly judge: (ground: SwitchGround, lever: Switch) => readonly Flaw[];
};

/** Asked of sites that have one. */
export const switchChecks: readonly Check[] = switchRows.map((row) => ({
  ...row,
  fix: (site) => (site.switch === null ? [] : row.fix(site, site.switch)),
  judge: ({ site, ground }) =>
    site.switch === null || ground.switch === null ? null : row.judge(ground.switch, site.switch),
}));

function probeFaults(
  check: HealthCheckSetting | null,
  lever: Switch,
  key: "hold" | "force",
  id: string,
): readonly (string | false)[] {
  if (check === null) return [`there is no health check ${id} of ${key}`];
  const meant = pathOf(lever, lever.keys[key]);
  return [
    check.disabled && `the check ${id} of ${key} is disabled`,
    check.inverted !== (key === "force") &&
      `the check ${id} of ${key} is ${check.inverted ? "" : "not "}inverted`,
    plainName(check.host ?? "") !== hostOf(lever) &&
      `the check ${id} of ${key} asks ${check.host ?? "no host"}, not ${hostOf(lever)}`,
    check.path !== meant && `the check ${id} of ${key} asks for ${check.path ?? "/"}, not ${meant}`,
  ];
}

const hostOf = ({ endpoint }: Pick<Switch, "endpoint">): string => new URL(endpoint).hostname;

const pathOf = ({ endpoint }: Pick<Switch, "endpoint">, key: string): string =>
  `${new URL(endpoint).pathname.replace(/\/$/, "")}/${key}`;

const childrenOf = ({ endpoint, hold, force }: Switch["checks"]): readonly string[] => [
  endpoint,
  hold,
  ...force,
];

const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && b.every((id) => a.includes(id));
