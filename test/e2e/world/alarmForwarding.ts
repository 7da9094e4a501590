import {
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { accountId, type Emulator } from "./emulator.ts";

/** Alarms of health checks exist here only (aws-facts.md, 3). */
const alarmRegion = "us-east-1";

const alarmEvents = {
  source: ["aws.cloudwatch"],
  "detail-type": ["CloudWatch Alarm State Change"],
  region: [alarmRegion],
};

/** A rule in us-east-1 that hands every alarm's change of state to the default bus of the standby region. */
export async function forwardAlarms(emulator: Emulator, standbyRegion: string): Promise<void> {
  const bus = `arn:aws:events:${standbyRegion}:${accountId}:event-bus/default`;
  const role = await createRole(emulator, `alarms-to-${standbyRegion}`, bus);
  await ruleForAlarms(emulator, alarmRegion, { Id: standbyRegion, Arn: bus, RoleArn: role });
}

/** A rule on a region's default bus for the alarms of us-east-1. */
export async function ruleForAlarms(emulator: Emulator, region: string, target: Target): Promise<void> {
  const events = new EventBridgeClient(emulator.clientConfig(region));
  const rule = `health-alarms-${target.Id}`;
  await events.send(new PutRuleCommand({ Name: rule, EventPattern: JSON.stringify(alarmEvents) }));
  await events.send(new PutTargetsCommand({ Rule: rule, Targets: [target] }));
}

async function createRole(emulator: Emulator, RoleName: string, busArn: string): Promise<string> {
  const iam = new IAMClient(emulator.clientConfig(alarmRegion));
  const AssumeRolePolicyDocument = policy({
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sts:AssumeRole",
  });
  const made = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyDocument = policy({ Effect: "Allow", Action: "events:PutEvents", Resource: busArn });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "put-events", PolicyDocument }));
  return made.Role?.Arn ?? "";
}

/** A policy document of one statement. */
export function policy(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
