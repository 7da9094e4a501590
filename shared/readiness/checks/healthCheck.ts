import { plainName } from "../../model/recordSet.ts";
import type { Site } from "../../model/site.ts";
import { type Check, type Flaw, flawsIn, type Question } from "../check.ts";
import type { Fetched, HealthCheckSetting } from "../edgeSettings.ts";

/** The health check of the primary's endpoint. Facts: docs/aws-facts.md 2. */
export const healthCheckChecks: readonly Check[] = [
  {
    id: "health-check",
    asks: "Is the health check there, of an endpoint, not disabled and not inverted?",
    severity: "blocks",
    visitor:
      "Errors for as long as the outage lasts: Route 53 takes a disabled check for healthy, an inverted one the wrong way round.",
    fix: (site) => [
      `aws route53 update-health-check --health-check-id ${endpointCheck(site)} --no-disabled --no-inverted`,
      "or correct healthCheck.id (switch.checks.endpoint)",
    ],
    judge: ({ site, ground }) =>
      flawsIn(ground.healthCheck, (check) => {
        if (check === null) return [`Route 53 has no health check ${endpointCheck(site)}`];
        return [
          check.disabled && `${check.id} is disabled`,
          check.inverted && `${check.id} is inverted`,
          !endpointTypes.includes(check.type) &&
            `${check.id} is of type ${check.type}, which fetches nothing from the primary`,
        ];
      }),
  },
  {
    id: "health-check-host",
    asks: "Does the health check look at the primary, whoever serves the site?",
    severity: "blocks",
    visitor:
      "Traffic to and fro: a check of the site's own name follows the failover, and so turns green by it.",
    fix: (site) => [
      `aws route53 update-health-check --health-check-id ${endpointCheck(site)} --fully-qualified-domain-name ${site.primary.target.domainName}`,
    ],
    judge: (question) =>
      ofEndpoint(question, ({ host }) => [
        host === null && "it has no host name",
        host !== null &&
          ownNames(question.site).includes(plainName(host)) &&
          `it asks ${host}, a name of the site itself`,
        host !== null &&
          standbyNames(question.site).includes(plainName(host)) &&
          `it asks ${host}, the standby`,
      ]),
  },
  {
    id: "health-check-path",
    asks: "Does what the health check asks for answer 2xx or 3xx to whoever has no credentials?",
    severity: "blocks",
    visitor: "The standby all the time: the check is red while the primary is well.",
    fix: (site) => [
      `aws route53 update-health-check --health-check-id ${endpointCheck(site)} --resource-path /  # a path that is public on ${site.primary.target.domainName}`,
    ],
    judge: (question) => {
      const { probe } = question.ground;
      const flaws = ofEndpoint(question, (check) => [
        withoutSni(check) && `it comes to ${check.host} by HTTPS without SNI, and CloudFront needs that`,
        probe?.kind === "known" && refusal(probe.value, check),
      ]);
      return probe === null || flaws === null ? null : [...flaws, ...unseen(probe)];
    },
  },
  {
    id: "health-check-pace",
    asks: "Does it notice an outage in a minute and a half, and as sites.yml says?",
    severity: "hurts",
    visitor: "Errors for longer than needed before Route 53 moves anybody.",
    fix: (site) => [
      `aws route53 update-health-check --health-check-id ${endpointCheck(site)} --failure-threshold ${site.healthCheck.threshold}`,
      `healthCheck: { interval: ${site.healthCheck.interval / 1000}s, threshold: ${site.healthCheck.threshold} }  # the interval of a health check can't be changed: make a new one`,
    ],
    judge: (question) =>
      ofEndpoint(question, ({ intervalSeconds, threshold }) => {
        const { healthCheck } = question.site;
        const span = (intervalSeconds ?? 0) * (threshold ?? 0);
        return [
          intervalSeconds !== healthCheck.interval / 1000 &&
            `its interval is ${intervalSeconds} s, and sites.yml says ${healthCheck.interval / 1000} s`,
          threshold !== healthCheck.threshold &&
            `its threshold is ${threshold}, and sites.yml says ${healthCheck.threshold}`,
          span > 90 && `${threshold} failures, ${intervalSeconds} s apart, take ${span} s`,
        ];
      }),
  },
];

/** With a switch the record sets have a calculated check, and the endpoint's is its child. */
export const endpointCheck = ({ healthCheck, switch: lever }: Site): string =>
  lever?.checks.endpoint ?? healthCheck.id;

const endpointTypes = ["HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP"];

function ofEndpoint(
  { ground: { healthCheck } }: Question,
  wrong: (check: HealthCheckSetting) => readonly (string | false)[],
): readonly Flaw[] | null {
  if (healthCheck.kind === "known" && !endpointTypes.includes(healthCheck.value?.type ?? "")) return null;
  return flawsIn(healthCheck, (check) => (check === null ? [] : wrong(check)));
}

/** "No" is what the primary says while it is well; while it is down, its own words say nothing of the set-up. */
function refusal(fetched: Fetched, { searchString }: HealthCheckSetting): string | false {
  if (fetched.kind !== "answered" || fetched.status >= 500) return false;
  if (fetched.status >= 400) return `it is answered ${fetched.status}`;
  const seen = Buffer.from(fetched.body).subarray(0, 5120).toString();
  return (
    searchString !== null &&
    !seen.includes(searchString) &&
    `the first 5,120 bytes don't hold "${searchString}"`
  );
}

function unseen(probe: NonNullable<Question["ground"]["probe"]>): readonly Flaw[] {
  if (probe.kind === "unknown") return [{ kind: "unread", because: probe.because }];
  const { value } = probe;
  if (value.kind === "failed")
    return [{ kind: "unread", because: `the primary does not answer now: ${value.because}` }];
  return value.status >= 500 ? [{ kind: "unread", because: `the primary answers ${value.status} now` }] : [];
}

const withoutSni = ({ type, host, sni }: HealthCheckSetting): boolean =>
  type.startsWith("HTTPS") && !sni && host?.endsWith(".cloudfront.net") === true;

const ownNames = ({ names }: Site): readonly string[] => names.map(({ name }) => plainName(name));

const standbyNames = ({ secondary }: Site): readonly string[] =>
  [
    secondary.target.domainName,
    `${secondary.bucket}.${secondary.target.domainName}`,
    `${secondary.bucket}.s3.${secondary.region}.amazonaws.com`,
  ].map(plainName);
