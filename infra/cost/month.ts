import { readFileSync } from "node:fs";
import type { Known } from "../../infra/provision/step.ts";
import { stepsOf } from "../../infra/provision/steps.ts";
import type { PlannedSite } from "../../shared/config/check.ts";
import type { Site } from "../../shared/model/site.ts";
import { hours, seconds } from "../../shared/model/time.ts";
import { callsInCalmMonth } from "./callsInCalm.ts";
import type { PriceName } from "./prices.ts";
import { resourcesOf, type TemplateResource } from "./templateResources.ts";

/** One line of the bill: how much of what, in a month of 30 days. */
export interface CostRow {
  readonly service: "CloudWatch" | "S3" | "Lambda" | "Route 53";
  readonly what: string;
  readonly price: PriceName;
  readonly amount: number;
}

/** What one site takes in a calm month: the resources of its templates, and the calls as counted in the drill. */
export async function monthOfSite(planned: PlannedSite, site: Site): Promise<readonly CostRow[]> {
  const resources = groundOf(planned);
  const calls = await callsInCalmMonth(site);
  const rows = [...standing(resources), ...checking(resources, site), ...calling(calls)];
  return rows.filter(({ amount }) => amount > 0);
}

/** What the service takes besides, however many sites it looks after. */
export function monthOfService(): readonly CostRow[] {
  const resources = serviceFiles.flatMap((file) => resourcesOf(file, {}));
  const rows = [
    row(
      "CloudWatch",
      "alarms on the control plane itself",
      "alarm",
      resources.filter(({ type }) => type === "AWS::CloudWatch::Alarm").length,
    ),
    row("CloudWatch", "the loop's own metrics", "customMetric", loopMetrics().length),
    row("CloudWatch", "the canary, sent", "cloudWatchRequest", minutesInMonth),
    row("S3", "the canary, noted", "s3Write", minutesInMonth),
    ...running(),
  ];
  return rows.filter(({ amount }) => amount > 0);
}

/** A file of the service's that has resources of its own; those of serverless.yml itself are functions and rules. */
const serviceFiles = ["service/notices.yml", "service/storage.yml"];

/** Of the example site every stack is made; what it is given of others' outputs changes no resource. */
const groundOf = (planned: PlannedSite): readonly TemplateResource[] =>
  stepsOf([planned])
    // The way back is the standby bucket's stack once more.
    .filter(({ id }) => !id.startsWith("way-back "))
    .flatMap((step) => resourcesOf(`templates/${step.template}`, step.parameters(anything) ?? {}));

const anything: Known = {
  output: () => "known",
  isThere: () => true,
  alarms: () => ["arn:aws:cloudwatch:us-east-1:111122223333:alarm:known"],
  parameter: () => null,
};

function standing(resources: readonly TemplateResource[]): readonly CostRow[] {
  const of = (type: string) => resources.filter((resource) => resource.type === type);
  const rules = of("AWS::S3::Bucket").filter(({ properties }) => hasReplicationMetrics(properties));
  return [
    row("CloudWatch", "alarms", "alarm", of("AWS::CloudWatch::Alarm").length),
    row("CloudWatch", "dashboard", "dashboard", of("AWS::CloudWatch::Dashboard").length),
    row("CloudWatch", "S3's replication metrics", "customMetric", rules.length * metricsOfRule),
  ];
}

const row = (service: CostRow["service"], what: string, price: PriceName, amount: number): CostRow => ({
  service,
  what,
  price,
  amount,
});

/** Latency, operations and bytes pending, operations failed: as custom metrics (docs/aws-facts.md, 3). */
const metricsOfRule = 4;

const hasReplicationMetrics = (properties: Readonly<Record<string, unknown>>): boolean =>
  JSON.stringify(properties["ReplicationConfiguration"] ?? "").includes('"Metrics":{"Status":"Enabled"');

/** One metric a name; the kinds of decision, which are a dimension, are one kind while all is calm. */
function loopMetrics(): readonly string[] {
  const source = readFileSync(new URL("../../shared/lambda/telemetry.ts", import.meta.url), "utf8");
  return [...new Set([...source.matchAll(/addMetric\("(\w+)"/g)].map(([, name = ""]) => name))];
}

const daysInMonth = 30;
const minutesInMonth = daysInMonth * 24 * 60;

/** About 15 checkers ask an endpoint, each at its interval (third parties' count). */
const checkers = 15;

/**
 * Answers 403, as those for "hold" and "force" while they are not there, S3 does not charge (S3 User Guide, "Billing for
 * Amazon S3 error responses"); the probe object is there.
 */
function checking(resources: readonly TemplateResource[], { healthCheck }: Site): readonly CostRow[] {
  const checks = resources.filter(({ type }) => type === "AWS::Route53::HealthCheck").map(configOf);
  const endpoints = checks.filter(({ Type }) => Type === "HTTP");
  const isFast = healthCheck.interval < seconds(30);
  const probes = (checkers * daysInMonth * hours(24)) / healthCheck.interval;
  return [
    row("Route 53", "health checks", "healthCheck", checks.length),
    row("Route 53", "every 10 seconds", "fastHealthCheck", isFast ? endpoints.length : 0),
    row("S3", "the probe object, asked for by Route 53's checkers", "s3Read", probes),
  ];
}

const configOf = ({ properties }: TemplateResource): { readonly Type?: string } =>
  (properties["HealthCheckConfig"] ?? {}) as { readonly Type?: string };

const calling = (calls: (what: string) => number): readonly CostRow[] => [
  row("CloudWatch", "`GetMetricData`", "metricRead", calls("metrics")),
  row("CloudWatch", "`DescribeAlarms`", "cloudWatchRequest", calls("DescribeAlarmsCommand")),
  row("S3", "the record, written", "s3Write", calls("PutObjectCommand")),
  row("S3", "the record and the switch, read", "s3Read", calls("GetObjectCommand")),
  row(
    "S3",
    "comparisons of both buckets",
    "s3Write",
    calls("ListRawCommand") + calls("ListObjectsV2Command"),
  ),
];

/** **Assumed**, not measured: nobody has timed a run on AWS yet. */
const secondsARun = 2;
const logKilobytesARun = 2;

function running(): readonly CostRow[] {
  const service = readFileSync(new URL("../../serverless.yml", import.meta.url), "utf8");
  const memoryGigabytes = Number(/memorySize: (\d+)/.exec(service)?.[1]) / 1024;
  const schedules = [...service.matchAll(/rate\((\d+) minutes?\)/g)].map(([, every]) => Number(every));
  const runs = schedules.reduce((sum, every) => sum + minutesInMonth / every, 0);
  return [
    row("Lambda", "runs", "lambdaRequest", runs),
    row(
      "Lambda",
      `${secondsARun} s a run (assumed)`,
      "lambdaGigabyteSecond",
      runs * secondsARun * memoryGigabytes,
    ),
    row(
      "CloudWatch",
      `logs, ${logKilobytesARun} KB a run (assumed)`,
      "logGigabyte",
      (runs * logKilobytesARun) / 1024 ** 2,
    ),
  ];
}
