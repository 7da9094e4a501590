import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { reasonOf } from "../model/reason.ts";

export type StackOutputs =
  | { readonly kind: "known"; readonly outputs: Readonly<Record<string, string>> }
  | { readonly kind: "unknown"; readonly because: string };

/** What a deployed stack says of itself: here, where its record and journal are. For laptops. */
export async function stackOutputs(
  stack: string,
  region: string,
  profile: string | null,
): Promise<StackOutputs> {
  const cloudFormation = new CloudFormationClient({
    region,
    maxAttempts: 2,
    ...(profile === null ? {} : { profile }),
    requestHandler: { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true },
  });
  try {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stack }));
    const said = Stacks[0]?.Outputs ?? [];
    const outputs = said.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]);
    return { kind: "known", outputs: Object.fromEntries(outputs) };
  } catch (error) {
    return { kind: "unknown", because: reasonOf(error) };
  }
}
