import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageService, type Resource } from "./serverlessPackage.ts";

/** What `osls package` makes of the example sites.yml: the templates AWS gets, and the bundles that run there. */
const functions = ["healthAlarm", "replicationAlarm", "replicationEvent", "reconcile", "override"] as const;
const logicalId = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

let service: Awaited<ReturnType<typeof packageService>>;
beforeAll(async () => {
  service = await packageService({ sites: join(import.meta.dirname, "../../sites.yml") });
}, 120_000);
afterAll(() => service.remove());

describe.each(functions)("the bundle of %s", (name) => {
  test("is one ES module with its source map, and no larger than it was judged to be", async () => {
    const files = await service.files(name);
    expect([...files.keys()]).toEqual([`functions/${name}.mjs`, `functions/${name}.mjs.map`]);
    expect(files.get(`functions/${name}.mjs`)?.length).toBeLessThan(800_000);
  });

  test("starts under Node, and answers a malformed event by failing", async () => {
    const dir = join(service.dir, "started", name, "functions");
    await mkdir(dir, { recursive: true });
    for (const [path, bytes] of await service.files(name)) await writeFile(join(dir, "..", path), bytes);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "-e", start(name)],
      {
        cwd: dir,
        env: environment,
      },
    );
    expect(stdout.trim().split("\n").at(-1)).toBe(name === "override" ? "InvalidRequest" : "failed");
  }, 30_000);

  test("holds the sites, and neither sites.yml's reader nor the SDK's other credentials", async () => {
    const code = String((await service.files(name)).get(`functions/${name}.mjs`));
    expect(code).toContain("example-site-primary");
    expect(code).not.toMatch(/parseDocument|sso_start_url|credential_process/);
  });

  test("is made of nothing that reads or checks sites.yml: no YAML parser, no schema, no rules", async () => {
    const map = JSON.parse(String((await service.files(name)).get(`functions/${name}.mjs.map`)));
    const sources: readonly string[] = map.sources;
    // So that a map which names nothing is not taken for a bundle without them.
    expect(sources.filter((path) => path.endsWith("shared/lambda/packagedSites.ts"))).toHaveLength(1);
    expect(sources.filter((path) => /shared\/config\/|node_modules\/yaml\//.test(path))).toEqual([]);
  });
});

describe.each(functions)("the role of %s", (name) => {
  const statements = () =>
    policiesOf(`${logicalId(name)}Role`).flatMap((policy) => policy.PolicyDocument.Statement);

  test("is the function's own", () => {
    const role = service.template.Resources[`${logicalId(name)}LambdaFunction`]?.Properties["Role"];
    expect(role).toEqual({ "Fn::GetAtt": [`${logicalId(name)}Role`, "Arn"] });
  });

  test("allows exactly these actions", () => {
    const more = { healthAlarm: ["s3:PutObject"], reconcile: ["cloudwatch:SetAlarmState"] };
    expect(
      statements()
        .flatMap(({ Action }) => Action)
        .sort(),
    ).toEqual(
      [
        "cloudfront:GetDistribution",
        "cloudwatch:DescribeAlarms",
        "cloudwatch:GetMetricData",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "route53:ChangeResourceRecordSets",
        "route53:GetChange",
        "route53:ListResourceRecordSets",
        "s3:DeleteObject",
        "s3:GetObject",
        "s3:GetObject",
        "s3:ListBucket",
        "s3:ListBucket",
        "s3:ListBucket",
        "s3:PutObject",
        "s3:PutObject",
        "sns:Publish",
        "sqs:SendMessage",
        // The canary's: noted where it arrives, sent each minute.
        ...((more as Readonly<Record<string, readonly string[]>>)[name] ?? []),
      ].sort(),
    );
  });

  test("names what it may write: no wildcard, but the twelve digits of a journal entry", () => {
    const writes = /:(Put|Delete|Change|Publish|Send|Create)/;
    const written = statements()
      .filter(({ Action }) => Action.some((action) => writes.test(action)))
      .flatMap(({ Resource }) => Resource);
    expect(written).not.toContain("*");
    expect(written.map((resource) => JSON.stringify(resource)).filter((text) => /[*?]/.test(text))).toEqual([
      `{"Fn::Sub":"\${JournalBucket.Arn}/sites/www.example.com/journal/????????????.json"}`,
    ]);
  });

  test("deletes nothing but the two objects of the switch", () => {
    const deletes = statements().filter(({ Action }) => Action.some((action) => action.includes("Delete")));
    expect(deletes.map(({ Resource }) => Resource)).toEqual([
      ["arn:aws:s3:::example-site-switch/hold", "arn:aws:s3:::example-site-switch/force"],
    ]);
  });

  test("moves only the site's names, types A and AAAA, and never by UPSERT", () => {
    const moves = statements().filter(({ Action }) => Action.includes("route53:ChangeResourceRecordSets"));
    expect(moves).toEqual([
      {
        Sid: "MoveSite1",
        Effect: "Allow",
        Action: ["route53:ChangeResourceRecordSets"],
        Resource: ["arn:aws:route53:::hostedzone/Z0EXAMPLE1ZONE"],
        Condition: {
          "ForAllValues:StringEquals": {
            "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["www.example.com", "example.com"],
            "route53:ChangeResourceRecordSetsRecordTypes": ["A", "AAAA"],
            "route53:ChangeResourceRecordSetsActions": ["CREATE", "DELETE"],
          },
        },
      },
    ]);
  });
});

describe("the function readiness", () => {
  test("has a role that reads, and writes one object a site", () => {
    const actions = policiesOf("ReadinessRole").flatMap(({ PolicyDocument }) =>
      PolicyDocument.Statement.flatMap(({ Action }) => Action),
    );
    expect(actions.filter((action) => !/:(Get|List|Describe|Head)/.test(action)).sort()).toEqual([
      "logs:CreateLogStream",
      "logs:PutLogEvents",
      "s3:PutObject",
      "sns:Publish",
      "sqs:SendMessage",
    ]);
  });

  test("is one bundle that starts, and none other holds its EventBridge client", async () => {
    const code = async (name: string) => String((await service.files(name)).get(`functions/${name}.mjs`));
    expect(await code("readiness")).toContain("ListTargetsByRule");
    expect(await code("reconcile")).not.toContain("ListTargetsByRule");
  });
});

describe("the function comparison", () => {
  test("has a role that names what it writes: no wildcard, but the four digits of a share", () => {
    const written = policiesOf("ComparisonRole")
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .filter(({ Action }) => Action.includes("s3:PutObject"))
      .flatMap(({ Resource }) => Resource);
    expect(written).toEqual([
      { "Fn::Sub": `\${JournalBucket.Arn}/comparisons/www.example.com/plan.json` },
      { "Fn::Sub": `\${JournalBucket.Arn}/comparisons/www.example.com/shares.json` },
      { "Fn::Sub": `\${JournalBucket.Arn}/comparisons/www.example.com/share-????.json` },
      { "Fn::Sub": `\${JournalBucket.Arn}/sites/www.example.com/evidence/comparison.json` },
      { "Fn::Sub": `\${JournalBucket.Arn}/sites/www.example.com/evidence/inventory.json` },
    ]);
  });
});

describe("what wakes the functions", () => {
  const undelivered = { "Fn::GetAtt": ["UndeliveredEvents", "Arn"] };

  test("are rules for the sites' alarms, for every minute, for readiness and for the comparison in shares, each with a dead-letter queue", () => {
    const rules = ofType("AWS::Events::Rule").map(({ Properties }) => Properties);
    expect(rules.map((rule) => rule["EventPattern"] ?? rule["ScheduleExpression"])).toEqual([
      {
        source: ["aws.cloudwatch"],
        "detail-type": ["CloudWatch Alarm State Change"],
        region: ["us-east-1"],
        resources: [
          "arn:aws:cloudwatch:us-east-1:111122223333:alarm:www.example.com-health",
          "arn:aws:cloudwatch:us-east-1:111122223333:alarm:static-site-failover-canary-eu-west-1",
        ],
      },
      {
        source: ["aws.cloudwatch"],
        "detail-type": ["CloudWatch Alarm State Change"],
        resources: [
          "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:www.example.com-replication-latency",
          "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:www.example.com-replication-failed",
        ],
      },
      "rate(1 minute)",
      "rate(15 minutes)",
      "rate(12 hours)",
    ]);
    const targets = rules.flatMap((rule) => rule["Targets"] as { DeadLetterConfig: unknown }[]);
    expect(targets.map(({ DeadLetterConfig }) => DeadLetterConfig)).toEqual(
      [1, 2, 3, 4, 5].map(() => ({ Arn: undelivered })),
    );
  });

  test("is the replication topic too, where one is named", () => {
    expect(ofType("AWS::SNS::Subscription").map(({ Properties }) => Properties["TopicArn"])).toEqual([
      "arn:aws:sns:eu-central-1:111122223333:www-example-com-replication",
    ]);
  });

  test.each([
    ["HealthAlarm", 2, 3600, { OnFailure: { Destination: undelivered } }],
    ["ReplicationAlarm", 2, 3600, { OnFailure: { Destination: undelivered } }],
    ["ReplicationEvent", 1, 300, { OnFailure: { Destination: undelivered } }],
    ["Override", 0, 60, { OnFailure: { Destination: undelivered } }],
    ["Reconcile", 0, 60, {}],
  ])("has its failures retried and put aside: %s", (id, retries, age, destinations) => {
    expect(service.template.Resources[`${id}LambdaEvConf`]?.Properties).toMatchObject({
      MaximumRetryAttempts: retries,
      MaximumEventAgeInSeconds: age,
      DestinationConfig: destinations,
    });
  });

  test("raises an alarm when an event could not be handled, and when the minute run fails or stays away", () => {
    expect(ofType("AWS::CloudWatch::Alarm").map(({ Properties }) => Properties)).toMatchObject([
      { MetricName: "ApproximateNumberOfMessagesVisible", TreatMissingData: "notBreaching" },
      { MetricName: "Errors", TreatMissingData: "breaching" },
    ]);
  });
});

describe("what is kept", () => {
  test("is a bucket that outlives the stack: versioned, encrypted, private, by TLS alone", () => {
    const bucket = service.template.Resources["JournalBucket"];
    expect(bucket).toMatchObject({
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: {
        VersioningConfiguration: { Status: "Enabled" },
        PublicAccessBlockConfiguration: { RestrictPublicBuckets: true, BlockPublicPolicy: true },
        LifecycleConfiguration: {
          Rules: [
            { Prefix: "sites/www.example.com/record.json", Status: "Enabled" },
            { Prefix: "sites/www.example.com/evidence/", Status: "Enabled" },
            { Prefix: "comparisons/", Status: "Enabled" },
          ],
        },
      },
    });
    expect(JSON.stringify(service.template.Resources["JournalBucketPolicy"])).toContain(
      '"Effect":"Deny","Principal":"*","Action":"s3:*"',
    );
  });

  test("is each function's log, for 90 days", () => {
    const days = ofType("AWS::Logs::LogGroup").map(({ Properties }) => Properties["RetentionInDays"]);
    expect(days).toEqual([90, 90, 90, 90, 90, 90, 90]);
  });
});

test("the function URL is on the alias that vouches for its callers", () => {
  expect(service.template.Resources["OverrideUrl"]?.Properties).toEqual({
    AuthType: "AWS_IAM",
    TargetFunctionArn: { "Fn::GetAtt": ["OverrideLambdaFunction", "Arn"] },
    Qualifier: "url",
  });
});

test("a fault in sites.yml ends the packaging, and says where it is", async () => {
  const sites = join(service.dir, "wrong.yml");
  await writeFile(sites, "sites:\n  www.example.com:\n    hostedZone: nowhere\n");
  await expect(packageService({ sites })).rejects.toMatchObject({
    stdout: expect.stringContaining(`${sites}:3`),
  });
}, 60_000);

interface Policy {
  readonly PolicyDocument: {
    readonly Statement: readonly { readonly Action: readonly string[]; readonly Resource: unknown }[];
  };
}

const policiesOf = (role: string) =>
  (service.template.Resources[role]?.Properties["Policies"] ?? []) as readonly Policy[];
const ofType = (type: string): Resource[] =>
  Object.values(service.template.Resources).filter(({ Type }) => Type === type);

/** As Lambda does: imports the bundle in a fresh process, and calls the handler. */
const start = (name: string) => `
  const { handler } = await import("./${name}.mjs");
  const context = { functionName: "${name}", invokedFunctionArn: "arn:aws:lambda:eu-west-1:111122223333:function:x",
    getRemainingTimeInMillis: () => 5000 };
  const answer = await handler({}, context).catch(() => null);
  console.log(answer?.error?.code ?? "failed");`;

const environment = {
  AWS_REGION: "eu-west-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  // Nothing listens there: a bundle that starts must still say so in a failure of its own.
  AWS_ENDPOINT_URL: "http://127.0.0.1:9",
  JOURNAL_BUCKET: "journal",
  TOPIC_ARN: "arn:aws:sns:eu-west-1:111122223333:notices",
  OVERRIDE_FUNCTION: "override",
  POWERTOOLS_METRICS_NAMESPACE: "StaticSiteFailover",
  NODE_OPTIONS: "--enable-source-maps",
};
