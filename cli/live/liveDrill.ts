import type { Site } from "../../shared/model/site.ts";
import { type DurationMs, ms, parseDuration, sayDuration } from "../../shared/model/time.ts";
import type { Answered } from "../../shared/override/contract.ts";
import type { SiteStatus } from "../../shared/override/status.ts";
import { ask } from "../ask.ts";
import type { Cli } from "../cli.ts";
import { showCommand } from "../commandLine.ts";
import { type ExitCode, exitCodes } from "../exitCodes.ts";
import type { OrderAsked } from "../giveOrder.ts";
import { Mistake } from "../mistake.ts";
import type { JsonOption, ReachOptions } from "../options.ts";
import { outcomeOf } from "../outcome.ts";
import { showPlan } from "../show/plan.ts";
import { sitesFrom } from "../sites.ts";
import { type Target, targetOf } from "../target.ts";
import { whoAsks } from "../whoAsks.ts";
import { type Course, playCourse } from "./course.ts";
import { drillSite } from "./drillSite.ts";
import { inJson, sayCourse } from "./sayCourse.ts";

export interface LiveOptions extends ReachOptions, JsonOption {
  readonly reason: string;
  readonly as?: string;
  readonly lever?: string;
  readonly before: string;
  readonly stay: string;
  readonly patience: string;
  readonly dryRun?: true;
  readonly yes?: true;
}

/**
 * Moves a site that is declared for drills, for real, and back, and watches what its visitors get from before to after.
 * What it came to is handed over, for `status` and readiness of every site of the file.
 */
export async function liveDrill(
  cli: Cli,
  asked: string | undefined,
  options: LiveOptions,
): Promise<ExitCode> {
  const { terminal } = cli;
  const site = drillSite(sitesFrom(options.sites, cli), asked);
  const times = {
    before: spanOf(options.before),
    stay: spanOf(options.stay),
    patience: spanOf(options.patience),
  };
  if (!terminal.isInteractive && !options.yes && !options.dryRun)
    throw new Mistake(
      "no terminal to confirm at: add --yes to move it, or --dry-run to see what that would be",
    );
  const target = await targetOf(cli, site.name, options);
  const requestedBy = await whoAsks(cli, options.as, target.address);
  const drill = new Drill(cli, target, options, requestedBy, times);

  const planned = await drill.ask("force", { dryRun: true });
  const plan = showPlan(terminal, planned, target, drill.order("force"));
  const unfit = planned.ok ? notCalm(planned.status) : [];
  if (options.dryRun || !planned.ok || unfit.length > 0) {
    terminal.out(options.json ? JSON.stringify(planned, null, 2) : [plan, ...unfit].join("\n"));
    return unfit.length > 0 ? exitCodes.refused : exitCodes[outcomeOf(planned)];
  }
  terminal.note(plan);
  if (!options.yes)
    await cli.prompts.typed(`Type ${site.name} to send its visitors to the standby, and back`, site.name);
  return await drill.play(site, planned.status);
}

type Times = Readonly<Record<"before" | "stay" | "patience", DurationMs>>;

class Drill {
  readonly #cli: Cli;
  readonly #target: Target;
  readonly #options: LiveOptions;
  readonly #requestedBy: string;
  readonly #times: Times;

  constructor(cli: Cli, target: Target, options: LiveOptions, requestedBy: string, times: Times) {
    this.#cli = cli;
    this.#target = target;
    this.#options = options;
    this.#requestedBy = requestedBy;
    this.#times = times;
  }

  /** The force ends by itself, should nobody be left to release it. */
  order(action: "force" | "release"): OrderAsked {
    const { before, stay, patience } = this.#times;
    const atMost = Math.ceil((before + stay + 2 * patience) / 60_000) + 1;
    const { lever, reason } = this.#options;
    return {
      action,
      site: this.#target.site.name,
      reason: `live drill: ${reason}`,
      requestedBy: this.#requestedBy,
      via: this.#target.override.via,
      requestId: this.#cli.token(),
      ...(lever === undefined ? {} : { lever }),
      ...(action === "force" ? { for: `${atMost}m` } : {}),
      overrideRules: [],
    };
  }

  ask(action: "force" | "release", more: object = {}): Promise<Answered> {
    return ask(this.#cli, this.#target.override, { ...this.order(action), ...more });
  }

  async play(site: Site, { replica }: SiteStatus): Promise<ExitCode> {
    const cli = this.#cli;
    const visitor = await cli.visitor(site);
    const begunAt = cli.now();
    let isStopped = false;
    const over = cli.onInterrupt(() => {
      isStopped = true;
      cli.terminal.note("interrupted: visitors are taken back. Ctrl-C again leaves them where they are");
    });
    const course = await playCourse(
      {
        now: cli.now,
        sleep: cli.sleep,
        visit: () => visitor.visit(),
        order: (action) => this.#quietly(action),
        stopped: () => isStopped,
        note: (text) => cli.terminal.note(`${offset(ms(cli.now() - begunAt))}  ${text}`),
      },
      this.#times,
    );
    over();
    return await this.#tell(site, course, replica.lagSeconds);
  }

  /** Nothing of the terminal is drawn over while visitors are watched. */
  async #quietly(action: "force" | "release"): Promise<Answered> {
    const { terminal } = this.#cli;
    const quiet = {
      ...this.#cli,
      terminal: { ...terminal, during: <T>(_: string, work: Promise<T>) => work },
    };
    return await ask(quiet, this.#target.override, this.order(action));
  }

  async #tell(site: Site, course: Course, lagSeconds: number | null): Promise<ExitCode> {
    const { terminal } = this.#cli;
    const { simulatedMove } = await import("../../drill/simulatedMove.ts");
    const beside = { simulated: await simulatedMove(site), lagSeconds };
    const unkept = await this.#handOver(course);
    if (this.#options.json) terminal.out(JSON.stringify(inJson(site, course, beside), null, 2));
    else terminal.out(sayCourse(terminal, site, course, beside));
    if (unkept !== null) terminal.note(`failover: what came of it is not kept: ${unkept}`);
    if (course.unreleased !== null) {
      terminal.note(`failover: NOT RELEASED: ${course.unreleased}\nRelease it now:`);
      terminal.note(
        showCommand(terminal, "release", this.#target, { reason: "live drill is over" }).join("\n"),
      );
      return exitCodes.unknown;
    }
    if (course.result.ending === "interrupted") return exitCodes.interrupted;
    return course.result.ending === "well" && unkept === null ? exitCodes.done : exitCodes.finding;
  }

  /** Or why it could not be. */
  async #handOver({ result }: Course): Promise<string | null> {
    const { toStandby, wayBack, ...rest } = result;
    const inSeconds = (span: DurationMs | null): number | null => (span === null ? null : span / 1000);
    const { action: _, ...order } = this.order("release");
    try {
      const answer = await ask(this.#cli, this.#target.override, {
        ...order,
        lever: undefined,
        action: "drill-end",
        reason:
          result.wrong.length === 0
            ? `there and back, ${result.ending}`
            : result.wrong.join("; ").slice(0, 900),
        drill: { ...rest, toStandbySeconds: inSeconds(toStandby), wayBackSeconds: inSeconds(wayBack) },
      });
      return answer.ok ? null : answer.decision.reason;
    } catch (error) {
      if (error instanceof Mistake) return error.message;
      throw error;
    }
  }
}

/** A drill begins where nothing else is going on; what keeps it from that, in words. */
function notCalm(status: SiteStatus): readonly string[] {
  const because = [
    status.position !== "automatic" && `visitors are steered to the ${status.position} already`,
    status.traffic !== "primary" && `visitors are on: ${status.traffic}`,
    status.incident !== null && `the incident ${status.incident.id} is open`,
    status.order !== null && `${status.order.who} has ordered ${status.order.kind}`,
    status.deploy !== null && `${status.deploy.who} deploys`,
    status.underWay !== null && "a change is under way",
  ].filter((one) => one !== false);
  return because.map((one) => `NOT DRILLED: ${one}. Nothing was changed.`);
}

function spanOf(text: string): DurationMs {
  const span = parseDuration(text);
  if (span === null) throw new Mistake(`"${text}" is no span: write one like "30s" or "10m"`);
  return span;
}

const offset = (span: DurationMs): string => `+${sayDuration(span)}`.padEnd(14);
