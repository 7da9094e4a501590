import type { Site } from "../model/site.ts";
import { type Flaw, flawsIn } from "./check.ts";
import type { ForwardingRule } from "./edgeSettings.ts";
import type { Ground } from "./ground.ts";
import { matches } from "./wildcards.ts";

/** arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME */
export const regionOf = (arn: string): string => arn.split(":")[3] ?? "";

export const alarmsOf = ({ healthCheck, replication }: Site): readonly string[] => [
  ...healthCheck.alarms,
  ...replication.alarms,
];

/**
 * The way of each alarm's state change: a rule of its region to the bus of the standby's, by a role that may put events
 * there (docs/aws-facts.md 4), and a rule there to a function.
 */
export function forwardingFlaws(site: Site, { forwarding }: Ground): readonly Flaw[] | null {
  const home = site.secondary.region;
  const arns = alarmsOf(site);
  if (arns.length === 0) return null;
  return forwarding.flatMap(({ region, rules }) =>
    flawsIn(rules, (found) =>
      region === home
        ? arns.map((arn) => arrivalFault(found, arn, home))
        : arns.filter((arn) => regionOf(arn) === region).map((arn) => departureFault(found, arn, home)),
    ),
  );
}

function departureFault(rules: readonly ForwardingRule[], arn: string, home: string): string | false {
  const taking = rules.filter((rule) => takes(rule, arn));
  const targets = taking.flatMap((rule) => (rule.enabled ? rule.targets : []));
  const buses = targets.filter((target) => target.arn.startsWith(`arn:aws:events:${home}:`));
  if (buses.some(({ roleArn }) => roleArn !== null)) return false;
  if (buses.length > 0)
    return `the rule that forwards ${arn} to ${home} has no role that may put events there`;
  if (taking.some(({ enabled }) => !enabled))
    return `the rule ${taking[0]?.name} that would forward ${arn} is disabled`;
  return `no rule in ${regionOf(arn)} forwards ${arn} to ${home}`;
}

function arrivalFault(rules: readonly ForwardingRule[], arn: string, home: string): string | false {
  const taking = rules.filter((rule) => rule.enabled && takes(rule, arn));
  const heard = taking.some(({ targets }) =>
    targets.some((target) => target.arn.startsWith("arn:aws:lambda:")),
  );
  return !heard && `no rule in ${home} hands ${arn} to a function`;
}

const takes = ({ alarms }: ForwardingRule, arn: string): boolean =>
  alarms === null || alarms.some((pattern) => matches(pattern, arn));
