import type { Stack } from "../../shared/aws/stacks.ts";

/** A stack that CloudFormation takes no change for. What happened, and what a person has to do. */
export interface Stuck {
  readonly because: string;
  readonly remedy: string;
}

/** Whether CloudFormation is at work on it, and it has to be waited for. */
export const isBusy = ({ status }: Stack): boolean => status.endsWith("_IN_PROGRESS");

/** null: a change may be proposed. */
export function whyStuck(stack: Stack, name: string, region: string): Stuck | null {
  const row = rows.find(([statuses]) => statuses.includes(stack.status));
  if (row === undefined) return null;
  const [, happened, todo] = row;
  return { because: `the stack ${name} is ${stack.status}: ${happened}`, remedy: todo(name, region) };
}

const deleteStack = (name: string, region: string) =>
  `aws cloudformation delete-stack --region ${region} --stack-name ${name}`;

const rows: readonly (readonly [
  statuses: readonly string[],
  happened: string,
  todo: (name: string, region: string) => string,
])[] = [
  [
    ["ROLLBACK_COMPLETE", "CREATE_FAILED"],
    "it could not be made, and nothing of it is left",
    (name, region) => `mend what it says above, then: ${deleteStack(name, region)}; then provision again`,
  ],
  [
    ["ROLLBACK_FAILED", "DELETE_FAILED"],
    "it could not be made or deleted, and some of it may be left",
    (name, region) =>
      `see what is left in its events, then: ${deleteStack(name, region)} (a bucket with objects in it has to be kept: --retain-resources Bucket)`,
  ],
  [
    ["UPDATE_ROLLBACK_FAILED"],
    "a change failed, and so did the way back",
    (name, region) =>
      `mend what it says above, then: aws cloudformation continue-update-rollback --region ${region} --stack-name ${name}; then provision again`,
  ],
  [
    ["UPDATE_FAILED"],
    "a change failed and was left as it was",
    (name, region) =>
      `aws cloudformation rollback-stack --region ${region} --stack-name ${name}; then provision again`,
  ],
];
