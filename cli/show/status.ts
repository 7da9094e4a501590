import { hanging } from "../../drill/rows.ts";
import { lastingPart } from "../../shared/model/reason.ts";
import { ms, sayDuration } from "../../shared/model/time.ts";
import type { SaidTerm, SiteStatus } from "../../shared/override/status.ts";
import { showCommand } from "../commandLine.ts";
import type { Target } from "../target.ts";
import type { Terminal } from "../terminal.ts";
import { clock, heading, labelled, moment } from "./sheet.ts";

/** One screen: what visitors get, from whom, why, for how long, what comes next, and each way out as a command. */
export const showStatus = (terminal: Terminal, status: SiteStatus, target: Target): string =>
  [...standing(terminal, status, target), ...showWays(terminal, status, target)].join("\n");

/** The same while it is watched: short enough for 24 rows. */
export const showWatched = (terminal: Terminal, status: SiteStatus, target: Target): string =>
  [
    ...standing(terminal, status, target),
    "",
    terminal.paint("dim", "Ctrl-C ends; `failover status` has the commands."),
  ].join("\n");

function standing(terminal: Terminal, status: SiteStatus, target: Target): readonly string[] {
  const rows = [
    ...gets(status, target),
    ...standsBy(status),
    ...pending(status),
    watched(status),
    ...drilled(status),
  ];
  return [
    ...heading(terminal, status.site, status.headline, status.asOf),
    "",
    ...rows.flatMap(([label, text]) => labelled(terminal, label, text)),
    "",
    ...labelled(terminal, "next", status.next),
  ];
}

/** The commands for what a person may do now; they ask for the reason, and before they do anything. */
export const showWays = (terminal: Terminal, { ways }: SiteStatus, target: Target): readonly string[] =>
  ways.flatMap(({ say, action, overrideRules = [] }, i) => [
    ...(i === 0 ? [""] : []),
    ...hanging("", `${say}:`, terminal.columns),
    ...showCommand(terminal, action, target, {
      overrideRules,
      out: action === "failback-manifest" ? "failback" : undefined,
    }),
  ]);

type Row = readonly [label: string, text: string];

/** What a visitor gets: by the public names, and from each side asked directly. */
export function gets({ visitors, sides, replica }: SiteStatus, { site }: Target): readonly Row[] {
  const names = site.names.map(({ name }) => name.replaceAll(".", "\\.")).join("|");
  const age = sayDuration(ms(replica.ageSeconds * 1000));
  return [
    ...visitors
      .split(new RegExp(`; (?=(?:${names}): )`))
      .map((text, i): Row => [i === 0 ? "visitors" : "", text]),
    ["primary", `${sides.primary.health}: ${sides.primary.because}`],
    ["standby", `${sides.secondary.health}: ${sides.secondary.because}`],
    ["replica", `${replica.verdict}, as of ${clock(replica.asOf)} (${age} ago): ${replica.because}`],
    ...replica.restsOn
      .filter(({ says }) => says !== replica.because)
      .map(({ kind, says }): Row => ["", `${kind}: ${says}`]),
    ...replica.unseen.map((what): Row => ["", `not seen: ${what}`]),
    ...replica.suspicions.map((what): Row => ["", `suspected: ${what}`]),
  ];
}

function standsBy(status: SiteStatus): readonly Row[] {
  const { incident, phase, route53HealthCheck } = status;
  return [
    ["steering", saySteering(status)],
    ["Route 53", `its health check of the primary: ${sayCheck[route53HealthCheck]}`],
    ["incident", incident === null ? "none" : `${incident.id}, ${phases[phase]}`],
  ];
}

/** The order has a row of its own; of a long reason the part that lasts is enough. */
function saySteering({ position, by, lever, since, why, asOf }: SiteStatus): string {
  const stood = `for ${sayDuration(ms(Date.parse(asOf) - Date.parse(since)))}`;
  if (by === "route53") return `${position}: Route 53's health check decides, ${stood}`;
  const said = `${position}, by ${steerers[by]} (lever ${lever}), ${stood}`;
  return by === "order" ? said : `${said}: ${lastingPart(why)}`;
}
const steerers = { latch: "the latch", gate: "the gate", order: "a person's order" };
const sayCheck = { healthy: "green", unhealthy: "red", unknown: "not known" };
const phases = {
  calm: "over",
  suspected: "the primary looks down",
  failedOver: "failed over",
  recovering: "the primary answers again",
  ready: "ready to go back",
  returning: "on the way back",
};

/** What is not always there. */
function pending(status: SiteStatus): readonly Row[] {
  const { order, proposal, freeze, deploy, underWay, drift, switchDrift, lastDecision, unsentNotices } =
    status;
  const rows: readonly (Row | null)[] = [
    order && ["order", term(order)],
    proposal && ["asked for", term(proposal)],
    freeze && ["frozen", term(freeze)],
    deploy && ["lease", `${deploy.lease}: ${term(deploy)}`],
    underWay && ["under way", `to ${underWay.to}, planned at ${moment(underWay.plannedAt)}`],
    drift === null ? null : ["drift", drift],
    switchDrift === null ? null : ["drift", switchDrift],
    lastDecision === null || lastDecision.reason === status.why
      ? null
      : ["decided", `${clock(lastDecision.since)}: ${lastDecision.reason}`],
    unsentNotices === 0 ? null : ["notices", `${unsentNotices} not sent yet`],
  ];
  return rows.filter((row) => row !== null);
}

const term = ({ kind, who, why, until }: SaidTerm): string =>
  `${kind} by ${who}, ${until === null ? "until lifted" : `until ${moment(until)}`}: ${why}`;

function watched({ lastRunAt, asOf }: SiteStatus): Row {
  if (lastRunAt === null) return ["watched", "no run has ever written the record"];
  const passed = ms(Date.parse(asOf) - Date.parse(lastRunAt));
  return ["watched", `last run ${sayDuration(passed)} ago, at ${clock(lastRunAt)}; one is due every minute`];
}

/** The last live drill of any site of the file; nothing where none is declared for it. */
function drilled({ drill }: SiteStatus): readonly Row[] {
  switch (drill.kind) {
    case "none":
      return [];
    case "never":
      return [["drill", `none yet: npx failover drill --live ${drill.sites[0] ?? ""}`]];
    case "unknown":
      return [["drill", `not known: ${drill.because}`]];
    case "drilled": {
      const age = sayDuration(ms(drill.ageSeconds * 1000));
      const took =
        drill.toStandbySeconds === null
          ? ""
          : `, ${sayDuration(ms(drill.toStandbySeconds * 1000))} to the standby`;
      const wrong = drill.wrong.length === 0 ? "" : `: ${drill.wrong.join("; ")}`;
      return [["drill", `${drill.site}, ${age} ago, ended ${drill.ending}${took}${wrong}`]];
    }
  }
}
