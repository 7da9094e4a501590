import type { Site } from "../../shared/model/site.ts";

/** EventBridge: targets of a rule. */
const targetsAtMost = 5;

/**
 * Twice a day the state machine is asked to compare each site; it ends at once where the site is small enough for the
 * loop. Two LIST requests for 1,000 objects each time: docs/large-sites.md has the arithmetic.
 */
export function comparisonSchedule(sites: readonly Site[]): Record<string, unknown> {
  const rules = Array.from({ length: Math.ceil(sites.length / targetsAtMost) }, (_, nth) => [
    `ComparisonSchedule${nth + 1}`,
    rule(sites.slice(nth * targetsAtMost, (nth + 1) * targetsAtMost)),
  ]);
  return { Resources: Object.fromEntries([...rules, ["ComparisonScheduleRole", role]]) };
}

const rule = (sites: readonly Site[]) => ({
  Type: "AWS::Events::Rule",
  Properties: {
    Description: "Compares large sites in shares",
    ScheduleExpression: "rate(12 hours)",
    Targets: sites.map(({ name }, index) => ({
      Id: `site-${index + 1}`,
      Arn: { Ref: "Comparisons" },
      RoleArn: { "Fn::GetAtt": ["ComparisonScheduleRole", "Arn"] },
      Input: JSON.stringify({ site: name, fromObjects: 2_000_000, objectsInShare: 1_000_000 }),
      RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 },
      DeadLetterConfig: { Arn: { "Fn::GetAtt": ["UndeliveredEvents", "Arn"] } },
    })),
  },
});

const role = {
  Type: "AWS::IAM::Role",
  Properties: {
    Description: "What the schedule of comparisons may do",
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    },
    Policies: [
      {
        PolicyName: "schedule",
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "states:StartExecution", Resource: { Ref: "Comparisons" } }],
        },
      },
    ],
  },
};
