import type { AlarmState } from "../../shared/model/observation.ts";
import type { Lane, Part, Span } from "../../shared/report/report.ts";
import { all, type Change, stretchesOf } from "../../shared/report/stretches.ts";
import type { Answers } from "../answers.ts";
import type { Fare } from "../visitors.ts";
import type { World } from "../world.ts";

/** What only a simulated world can show: its visitors, its name servers, and AWS's own view. */
export function worldLanes(world: World, span: Span): readonly Lane[] {
  const { site } = world.spec;
  const { healthChanges, answerChanges } = world.chronicle;
  const lane = (name: string, about: string, changes: readonly Change[], before: readonly Part[]): Lane => ({
    kind: "shown",
    name,
    about,
    stretches: stretchesOf(changes, span, before),
  });
  const alarmLane = (name: string, arns: readonly string[]): readonly Lane[] =>
    arns.length === 0 ? [] : [lane(name, "CloudWatch", alarmChanges(world, arns), alarms.OK)];
  return [
    lane("Visitors", "what they got", world.visitors.fares.map(servedBy), nothingYet),
    lane("DNS", "the name servers' answer", answerChanges.map(answered), all("well", "the primary")),
    lane(
      "Health check",
      "Route 53, of the primary",
      healthChanges.map(({ at, healthy }) => ({ at, parts: healthy ? isHealthy : unhealthy })),
      isHealthy,
    ),
    ...alarmLane("Health alarm", site.healthCheck.alarms),
    ...alarmLane("Replication alarm", site.replication.alarms),
  ];
}

const nothingYet = all("unknown", "not played");
const isHealthy = all("well", "healthy");
const unhealthy = all("bad", "unhealthy");

const servedBy = ({ at, shares, sides }: Fare): Change => ({
  at,
  parts: present([
    { tone: "bad", says: "error", share: shares.failed },
    { tone: "warning", says: "old release", share: shares.stale },
    {
      tone: "well",
      says: sides.secondary === 1 ? "the site, from the standby" : "the site",
      share: shares.right,
    },
  ]),
});

const answered = ({ at, shares }: Pick<Answers, "shares"> & { readonly at: Change["at"] }): Change => ({
  at,
  parts: present([
    { tone: "away", says: "the standby", share: shares.secondary },
    { tone: "bad", says: "nothing", share: Math.max(0, 1 - shares.primary - shares.secondary) },
    { tone: "well", says: "the primary", share: shares.primary },
  ]),
});

const present = (parts: readonly Part[]): readonly Part[] => parts.filter(({ share }) => share > 1e-9);

const alarms: Readonly<Record<AlarmState["value"], readonly Part[]>> = {
  OK: all("well", "OK"),
  ALARM: all("bad", "ALARM"),
  INSUFFICIENT_DATA: all("unknown", "insufficient data"),
};

const alarmChanges = ({ chronicle }: World, arns: readonly string[]): readonly Change[] =>
  chronicle.alarmTurns
    .filter(({ arn }) => arns.includes(arn))
    .map(({ at, value }) => ({ at, parts: alarms[value] }));
