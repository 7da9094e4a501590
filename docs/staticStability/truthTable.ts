import { HealthChecks } from "../../drill/aws/healthChecks.ts";
import { healthChecksOf } from "../../drill/aws/provisioned.ts";
import { chanceFrom } from "../../drill/chance.ts";
import { exampleSite } from "../../drill/exampleSite.ts";
import { switched } from "../../drill/switched.ts";
import { VirtualTime } from "../../drill/virtualTime.ts";
import { epochMs } from "../../shared/model/time.ts";
import { table } from "../diagrams/mermaid.ts";

const site = switched(exampleSite);
const checks = site.switch?.checks;

interface Case {
  readonly endpoint: boolean;
  readonly hold: boolean;
  readonly force: boolean;
  readonly regionB: boolean;
}

const both = [true, false] as const;
const cases: readonly Case[] = both.flatMap((regionB) =>
  both.flatMap((endpoint) =>
    both.flatMap((hold) => both.map((force) => ({ endpoint, hold, force, regionB }))),
  ),
);

/** Every combination of endpoint, objects and region B, as the simulated Route 53 judges it. */
export function truthTable(): string {
  const head = [
    "endpoint",
    "`hold`",
    "`force`",
    "region B",
    "P",
    "H",
    "F1",
    "F2",
    "healthy of 4",
    "calculated",
    "answer",
  ];
  return table(head, cases.map(rowOf));
}

function rowOf({ endpoint, hold, force, regionB }: Case): readonly string[] {
  if (checks === undefined) throw new Error("the site has no switch");
  const passes: Readonly<Record<string, boolean>> = {
    [checks.endpoint]: endpoint,
    [checks.hold]: hold && regionB,
    [checks.force[0]]: force && regionB,
    [checks.force[1]]: force && regionB,
  };
  const time = new VirtualTime(epochMs(0));
  const healthChecks = new HealthChecks(
    { time, chance: chanceFrom(1) },
    healthChecksOf(site),
    (id) => (passes[id] ? 0 : 1),
    () => {},
  );
  healthChecks.begin();
  const children = [checks.endpoint, checks.hold, ...checks.force].map((id) => healthChecks.healthy(id));
  const healthy = healthChecks.healthy(site.healthCheck.id);
  return [
    endpoint ? "answers" : "fails",
    hold ? "there" : "",
    force ? "there" : "",
    regionB ? "" : "dark",
    ...children.map((child) => (child ? "1" : "0")),
    `${children.filter(Boolean).length}`,
    healthy ? "healthy" : "unhealthy",
    healthy ? "PRIMARY" : "SECONDARY",
  ];
}

/** All sixteen states of the four children: three healthy ones are enough, whichever they are. */
export function childrenTable(): string {
  const head = ["P", "H", "F1", "F2", "calculated"];
  const rows = both.flatMap((p) =>
    both.flatMap((h) => both.flatMap((f1) => both.map((f2) => [p, h, f1, f2]))),
  );
  return table(head, rows.map(childrenRow));
}

function childrenRow(children: readonly boolean[]): readonly string[] {
  const ids = checks === undefined ? [] : [checks.endpoint, checks.hold, ...checks.force];
  const inverted = [false, false, true, true];
  const outlook = (id: string): number => {
    const nth = ids.indexOf(id);
    return children[nth] === inverted[nth] ? 1 : 0;
  };
  const time = new VirtualTime(epochMs(0));
  const healthChecks = new HealthChecks(
    { time, chance: chanceFrom(1) },
    healthChecksOf(site),
    outlook,
    () => {},
  );
  healthChecks.begin();
  return [
    ...children.map((child) => (child ? "1" : "0")),
    healthChecks.healthy(site.healthCheck.id) ? "healthy" : "unhealthy",
  ];
}
