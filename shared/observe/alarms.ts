import type { AlarmState } from "../model/observation.ts";
import type { Site } from "../model/site.ts";
import type { ObservePorts } from "./ports.ts";

/**
 * The newest state known of each of the site's alarms, by the alarm's own timestamp: events come twice, late and out of
 * order, and an older one never replaces a newer. What can't be asked for stays as remembered; its date says how old it is.
 */
export async function newestAlarms(
  ports: Pick<ObservePorts, "alarms">,
  site: Site,
  remembered: readonly AlarmState[],
  told: readonly AlarmState[],
): Promise<readonly AlarmState[]> {
  const arns = [...new Set([...site.healthCheck.alarms, ...site.replication.alarms])];
  const described = await describeByRegion(ports, arns);
  const states = [...remembered, ...told, ...described];
  return arns.flatMap((arn) => newest(states.filter((state) => state.arn === arn)));
}

/** Region by region, so that one that is dark does not hide what the others know. */
async function describeByRegion(
  { alarms }: Pick<ObservePorts, "alarms">,
  arns: readonly string[],
): Promise<readonly AlarmState[]> {
  const regions = [...Map.groupBy(arns, (arn) => arn.split(":")[3]).values()];
  const answers = await Promise.allSettled(regions.map((inRegion) => alarms.read(inRegion)));
  return answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
}

function newest(states: readonly AlarmState[]): readonly AlarmState[] {
  const [first, ...others] = states;
  if (first === undefined) return [];
  return [others.reduce((best, state) => (state.at >= best.at ? state : best), first)];
}
