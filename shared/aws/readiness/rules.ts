import {
  type EventBridgeClient,
  ListRulesCommand,
  type ListRulesCommandOutput,
  ListTargetsByRuleCommand,
  type Rule,
} from "@aws-sdk/client-eventbridge";
import type { ForwardingRule } from "../../readiness/edgeSettings.ts";
import type { GroundPorts } from "../../readiness/ports.ts";

export type EventBridge = Pick<EventBridgeClient, "send">;

/** Rules on the default bus that take alarms' state changes, with their targets. */
export const alarmRules = (eventBridgeIn: (region: string) => EventBridge): GroundPorts["rules"] => ({
  async alarmRules(region) {
    const eventBridge = eventBridgeIn(region);
    const rules = (await listRules(eventBridge)).flatMap((rule) => {
      const alarms = alarmsIn(rule.EventPattern);
      return alarms === "other events" ? [] : [{ rule, alarms }];
    });
    return await Promise.all(
      rules.map(async ({ rule, alarms }) => ({
        name: rule.Name ?? "",
        enabled: rule.State !== "DISABLED",
        alarms,
        targets: await targetsOf(eventBridge, rule.Name),
      })),
    );
  },
});

/** A bus has 300 rules unless AWS was asked for more. */
async function listRules(eventBridge: EventBridge): Promise<readonly Rule[]> {
  const found: Rule[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < 10; page++) {
    const answer: ListRulesCommandOutput = await eventBridge.send(
      new ListRulesCommand({ Limit: 100, ...(NextToken && { NextToken }) }),
    );
    found.push(...(answer.Rules ?? []));
    if (answer.NextToken === undefined) return found;
    ({ NextToken } = answer);
  }
  throw new Error(`the bus has more than ${found.length} rules`);
}

async function targetsOf(
  eventBridge: EventBridge,
  rule: string | undefined,
): Promise<ForwardingRule["targets"]> {
  const { Targets = [] } = await eventBridge.send(new ListTargetsByRuleCommand({ Rule: rule }));
  return Targets.map(({ Arn, RoleArn }) => ({ arn: Arn ?? "", roleArn: RoleArn ?? null }));
}

interface Pattern {
  readonly source?: readonly unknown[];
  readonly "detail-type"?: readonly unknown[];
  readonly resources?: readonly unknown[];
  readonly detail?: { readonly alarmName?: readonly unknown[] };
}

/** The alarms a pattern takes, as texts with "*"; null: any. By ARN, by prefix or by name, as people write them. */
function alarmsIn(written: string | undefined): readonly string[] | null | "other events" {
  const pattern: Pattern = written === undefined ? {} : JSON.parse(written);
  const types = pattern["detail-type"];
  const isForAlarms =
    pattern.source?.includes("aws.cloudwatch") === true &&
    (types === undefined || types.includes("CloudWatch Alarm State Change"));
  if (!isForAlarms) return "other events";
  if (pattern.resources !== undefined) return pattern.resources.flatMap(asGlob);
  const names = pattern.detail?.alarmName;
  return names === undefined
    ? null
    : names.flatMap(asGlob).map((name) => `arn:aws:cloudwatch:*:alarm:${name}`);
}

function asGlob(wanted: unknown): readonly string[] {
  if (typeof wanted === "string") return [wanted];
  const prefix = typeof wanted === "object" && wanted !== null && "prefix" in wanted ? wanted.prefix : null;
  return typeof prefix === "string" ? [`${prefix}*`] : [];
}
