/** An `eventBridge` event of a function in serverless.yml. */
export interface RuleEvent {
  readonly eventBridge: {
    readonly description: string;
    readonly pattern: Readonly<Record<string, readonly string[]>>;
    readonly retryPolicy: { readonly maximumEventAge: number; readonly maximumRetryAttempts: number };
    readonly deadLetterQueueArn: { readonly "Fn::GetAtt": readonly [string, "Arn"] };
  };
}

/** EventBridge takes patterns of up to 2,048 characters. */
const longestPattern = 2048;

/**
 * Rules on this region's default bus for the state changes of just these alarms. They keep the region they come from,
 * also when another region's rule forwarded them. Many alarms make more than one rule.
 */
export function alarmRules(description: string, arns: readonly string[], region?: string): RuleEvent[] {
  const pattern = (resources: readonly string[]) => ({
    source: ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    ...(region === undefined ? {} : { region: [region] }),
    resources,
  });
  return chunked([...new Set(arns)], (some) => JSON.stringify(pattern(some)).length <= longestPattern).map(
    (some) => rule(description, pattern(some)),
  );
}

function rule(description: string, pattern: RuleEvent["eventBridge"]["pattern"]): RuleEvent {
  return {
    eventBridge: {
      description,
      pattern,
      // A state change of an hour ago tells the loop nothing that it doesn't see by itself every minute.
      retryPolicy: { maximumEventAge: 3600, maximumRetryAttempts: 185 },
      deadLetterQueueArn: { "Fn::GetAtt": ["UndeliveredEvents", "Arn"] },
    },
  };
}

function chunked(arns: readonly string[], fits: (some: readonly string[]) => boolean): string[][] {
  const chunks: string[][] = [];
  for (const arn of arns) {
    const last = chunks.at(-1);
    if (last !== undefined && fits([...last, arn])) last.push(arn);
    else chunks.push([arn]);
  }
  return chunks;
}
