import * as v from "valibot";

/** What a function is told by serverless.yml; everything else stands in sites.yml. */
export interface Environment {
  /** The standby region, where the function runs. */
  readonly region: string;
  readonly journalBucket: string;
  readonly topicArn: string;
  /** Name of the `override` function, for the commands that notices hand over. */
  readonly overrideFunction: string;
}

/** Read once, at start. A fault is one message that names every variable at fault, and the function does not start. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const read = v.safeParse(environment, variables);
  if (read.success) return read.output;
  const faults = read.issues.map((issue) => `${v.getDotPath(issue) ?? "?"} ${issue.message}`);
  throw new Error(`The function's environment is wrong: ${faults.join("; ")}. serverless.yml sets it.`);
}

const text = (pattern: RegExp, example: string) =>
  v.pipe(v.string(), v.regex(pattern, `is not like ${example}`));

const environment = v.pipe(
  v.object(
    {
      AWS_REGION: text(/^[a-z]{2}(-[a-z]+)+-\d$/, "eu-west-1"),
      JOURNAL_BUCKET: text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "a bucket's name"),
      TOPIC_ARN: text(
        /^arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w-]+$/,
        "arn:aws:sns:eu-west-1:123456789012:notices",
      ),
      OVERRIDE_FUNCTION: text(/^[\w-]{1,64}$/, "static-site-failover-prod-override"),
    },
    "is missing",
  ),
  v.transform(
    (read): Environment => ({
      region: read.AWS_REGION,
      journalBucket: read.JOURNAL_BUCKET,
      topicArn: read.TOPIC_ARN,
      overrideFunction: read.OVERRIDE_FUNCTION,
    }),
  ),
);
