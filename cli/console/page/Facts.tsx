import { between, type EpochMs, epochMs, ms, sayDuration } from "../../../shared/model/time.ts";
import type { SaidTerm, SiteStatus } from "../../../shared/override/status.ts";
import type { Tone } from "../../../shared/report/report.ts";

interface Fact {
  readonly name: string;
  readonly tone: Tone;
  readonly says: string;
  readonly because: string;
}

/** What the site's standing rests on, each with its age. */
export function Facts({ status, now }: { readonly status: SiteStatus; readonly now: EpochMs }) {
  return (
    <dl class="facts">
      {factsOf(status, now).map(({ name, tone, says, because }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <span class={`part ${tone}`}>{says}</span>
            <small>{because}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

const tones: Readonly<Record<string, Tone>> = {
  up: "well",
  current: "well",
  healthy: "well",
  down: "bad",
  broken: "bad",
  unhealthy: "bad",
  stale: "warning",
  automatic: "well",
  secondary: "away",
  primary: "held",
};
const toneOf = (word: string): Tone => tones[word] ?? "unknown";

const positions = {
  automatic: "Route 53 decides",
  secondary: "on the standby",
  primary: "held on the primary",
} as const;

function factsOf(status: SiteStatus, now: EpochMs): readonly Fact[] {
  const { sides, replica, position, by, lever, since, why, order, freeze, deploy, route53HealthCheck } =
    status;
  const ago = (iso: string): string => `${sayDuration(between(epochMs(Date.parse(iso)), now))} ago`;
  return [
    {
      name: "Primary",
      tone: toneOf(sides.primary.health),
      says: sides.primary.health,
      because: sides.primary.because,
    },
    {
      name: "Standby",
      tone: toneOf(sides.secondary.health),
      says: sides.secondary.health,
      because: sides.secondary.because,
    },
    {
      name: "Replica",
      tone: toneOf(replica.verdict),
      says: replica.verdict,
      because: `${replica.because} (${ago(replica.asOf)})`,
    },
    {
      name: "Steering",
      tone: toneOf(position),
      says: positions[position],
      because: `by ${by}, ${lever} lever, since ${ago(since)}: ${why}`,
    },
    {
      name: "Health check",
      tone: toneOf(route53HealthCheck),
      says: route53HealthCheck,
      because: "Route 53, of the primary",
    },
    ...[order, freeze, deploy].flatMap((term) => (term === null ? [] : [factOfTerm(term, now)])),
    {
      name: "Controller",
      tone: status.lastRunAt === null ? "bad" : "well",
      says: status.lastRunAt === null ? "has not run yet" : `ran ${ago(status.lastRunAt)}`,
      because: status.lastDecision === null ? "nothing decided yet" : status.lastDecision.reason,
    },
    ...factsOfDrill(status.drill),
  ];
}

function factsOfDrill(drill: SiteStatus["drill"]): readonly Fact[] {
  const name = "Live drill";
  switch (drill.kind) {
    case "none":
      return [];
    case "never":
      return [
        { name, tone: "warning", says: "none yet", because: `${drill.sites.join(", ")} is declared for it` },
      ];
    case "unknown":
      return [{ name, tone: "unknown", says: "not known", because: drill.because }];
    case "drilled":
      return [
        {
          name,
          tone: drill.ending === "well" ? "well" : "warning",
          says: `ended ${drill.ending}, ${sayDuration(ms(drill.ageSeconds * 1000))} ago`,
          because: `${drill.site}, by ${drill.who}${drill.wrong.map((wrong) => `; ${wrong}`).join("")}`,
        },
      ];
  }
}

const termNames: Readonly<Record<SaidTerm["kind"], string>> = {
  force: "Order",
  hold: "Order",
  release: "Order",
  freeze: "Freeze",
  deploy: "Deploy",
};

function factOfTerm({ kind, who, why, until }: SaidTerm, now: EpochMs): Fact {
  const left =
    until === null
      ? "until it is lifted"
      : `for ${sayDuration(between(now, epochMs(Date.parse(until))))} more`;
  return {
    name: termNames[kind],
    tone: "held",
    says: `${kind} ${left}`,
    because: `${who}: ${why}`,
  };
}
