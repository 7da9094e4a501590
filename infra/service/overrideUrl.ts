/**
 * Regions without Lambda function URLs. There, `override` is reached by invoking it.
 * Source: Lambda Developer Guide, "Creating and managing Lambda function URLs"; read 2026-11.
 */
const withoutUrls = new Set([
  "ap-east-2",
  "ap-south-2",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-west-1",
  "eu-central-2",
  "eu-south-2",
  "il-central-1",
  "me-central-1",
]);

/**
 * The function URL of `override`, on an alias of its own. Whoever invokes the function plainly can write any event, one
 * that looks signed too; through the alias, which only the URL's users may invoke, the caller's identity is AWS's word.
 */
export function overrideUrl(region: string): Record<string, unknown> {
  if (withoutUrls.has(region)) return {};
  return {
    Resources: {
      OverrideUrlAlias: {
        Type: "AWS::Lambda::Alias",
        Properties: {
          Name: "url",
          Description: "For the function URL alone: what comes through it is signed",
          FunctionName: { Ref: "OverrideLambdaFunction" },
          FunctionVersion: "$LATEST",
        },
      },
      OverrideUrl: {
        Type: "AWS::Lambda::Url",
        DependsOn: ["OverrideUrlAlias"],
        Properties: {
          AuthType: "AWS_IAM",
          TargetFunctionArn: { "Fn::GetAtt": ["OverrideLambdaFunction", "Arn"] },
          Qualifier: "url",
        },
      },
    },
    Outputs: {
      OverrideUrl: {
        Description:
          "POST override requests here, signed (curl --aws-sigv4); needs lambda:InvokeFunctionUrl and, on the condition lambda:InvokedViaFunctionUrl true, lambda:InvokeFunction on the alias url",
        Value: { "Fn::GetAtt": ["OverrideUrl", "FunctionUrl"] },
      },
    },
  };
}
