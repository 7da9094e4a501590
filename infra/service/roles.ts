import type { Site } from "../../shared/model/site.ts";
import { readinessStatements } from "./readinessStatements.ts";
import {
  comparisonStatements,
  healthAlarmStatements,
  loopStatements,
  reconcileStatements,
  type Statement,
} from "./statements.ts";

/** IAM takes 10,240 characters of inline policies a role, white space not counted. */
const longestPolicy = 10_240;

/** What a function may do; whichever is not named here wakes the loop. */
const work: Readonly<Record<string, (sites: readonly Site[]) => Statement[]>> = {
  comparison: comparisonStatements,
  healthAlarm: healthAlarmStatements,
  readiness: readinessStatements,
  reconcile: reconcileStatements,
};

/** One role a function, "HealthAlarmRole" for `healthAlarm`: it may do its work, and write its own log. */
export function roles(functions: readonly string[], sites: readonly Site[]): Record<string, unknown> {
  return Object.fromEntries(
    functions.map((name) => [`${capital(name)}Role`, role(name, (work[name] ?? loopStatements)(sites))]),
  );
}

function role(name: string, common: readonly Statement[]): unknown {
  const PolicyDocument = { Version: "2012-10-17", Statement: [...common, ...ownStatements(name)] };
  const length = JSON.stringify(PolicyDocument).length;
  if (length > longestPolicy) {
    throw new Error(
      `The sites need a policy of ${length} characters, and IAM takes ${longestPolicy}: ` +
        "split sites.yml, and deploy the service once for each part.",
    );
  }
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      Description: `What ${name} of static-site-failover may do`,
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
        ],
      },
      Policies: [{ PolicyName: "work", PolicyDocument }],
    },
  };
}

function ownStatements(name: string): Statement[] {
  return [
    {
      Sid: "WriteOwnLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      // The ARN of a log group ends in ":*", its streams.
      Resource: [{ "Fn::GetAtt": [`${capital(name)}LogGroup`, "Arn"] }],
    },
    {
      Sid: "PutAsideWhatFailed",
      Effect: "Allow",
      Action: ["sqs:SendMessage"],
      Resource: [{ "Fn::GetAtt": ["UndeliveredEvents", "Arn"] }],
    },
  ];
}

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
