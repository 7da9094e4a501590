import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";

export type Invocation = {
  /** The function's answer, parsed. */
  readonly answer: unknown;
  /** Set when the function threw or died. */
  readonly functionError: string | undefined;
  /** The last 4 kB it logged. */
  readonly log: string;
};

/** `aws lambda invoke`, waiting for the answer. */
export async function invoke(
  lambda: LambdaClient,
  functionName: string,
  payload: unknown,
): Promise<Invocation> {
  const command = new InvokeCommand({
    FunctionName: functionName,
    Payload: new TextEncoder().encode(JSON.stringify(payload)),
    LogType: "Tail",
  });
  const response = await lambda.send(command);
  const text = response.Payload?.transformToString() ?? "";
  return {
    answer: text === "" ? undefined : JSON.parse(text),
    functionError: response.FunctionError,
    log: Buffer.from(response.LogResult ?? "", "base64").toString("utf8"),
  };
}
