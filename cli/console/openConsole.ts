import { userInfo } from "node:os";
import type { Site } from "../../shared/model/site.ts";
import { epochMs } from "../../shared/model/time.ts";
import type { Cli } from "../cli.ts";
import { type ExitCode, exitCodes } from "../exitCodes.ts";
import { Mistake } from "../mistake.ts";
import type { ReachOptions } from "../options.ts";
import type { Override } from "../override/reach.ts";
import { chooseSite, sitesFrom } from "../sites.ts";
import { addressOf } from "../target.ts";
import { whoAsks } from "../whoAsks.ts";
import { readinessFound } from "./readinessFound.ts";
import { type Console, type ConsoleParts, serveConsole } from "./serve.ts";

interface ConsoleOptions extends ReachOptions {
  readonly port: string;
  readonly as?: string;
  readonly demo?: true;
}

/** Between two steps of the demo's worlds. */
const tickMs = 50;

/** Serves the console until it is interrupted. */
export async function openConsole(cli: Cli, options: ConsoleOptions): Promise<ExitCode> {
  const port = portOf(options.port);
  const parts = options.demo ? await demoParts() : await realParts(cli, options);
  const served = await serving({ ...parts, port });
  const pace = setInterval(() => void parts.demo?.tick(tickMs), tickMs);
  cli.terminal.out(served.address);
  cli.terminal.note(
    `${parts.override.name}. Open the address above in this machine's browser; it holds the key. Ctrl-C ends it.`,
  );
  await interrupted();
  clearInterval(pace);
  await served.close();
  return exitCodes.done;
}

async function realParts(cli: Cli, options: ConsoleOptions): Promise<Omit<ConsoleParts, "port">> {
  const sites = sitesFrom(options.sites, cli);
  const [first] = sites;
  if (first === undefined) throw new Mistake("there is no site in the file");
  return {
    sites: sites.map(({ name }) => name),
    override: await overrideOf(cli, sites, options),
    readiness: async (name) => {
      const site = chooseSite(sites, name);
      return readinessFound(await cli.readiness(addressOf(site, options), sites), site);
    },
    as: await whoAsks(cli, options.as, addressOf(first, options)),
    rhythm: { closelyMs: 5000, otherwiseMs: 30_000 },
    demo: null,
    clock: () => ({ at: epochMs(Date.now()), speed: 1 }),
  };
}

/** Each site is asked where its own command line would be. */
async function overrideOf(cli: Cli, sites: readonly Site[], options: ConsoleOptions): Promise<Override> {
  const reached = await Promise.all(
    sites.map(async (site) => [site.name, await cli.reach(addressOf(site, options))] as const),
  );
  const bySite = new Map(reached);
  return {
    name: reached[0]?.[1].name ?? "",
    via: options.direct ? "console --direct" : "console",
    ask: async (request) => {
      const override = bySite.get("site" in request ? String(request.site) : "");
      return override === undefined
        ? { kind: "unreachable", because: "there is no such site", remedy: "Choose one of the list" }
        : await override.ask(request);
    },
  };
}

async function demoParts(): Promise<Omit<ConsoleParts, "port">> {
  const { DemoWorlds } = await import("./demo/demoWorlds.ts");
  const as = userInfo().username;
  const demo = await DemoWorlds.begin(as);
  return {
    sites: demo.sites,
    override: demo.override,
    readiness: (site) => demo.readiness(site),
    as,
    rhythm: { closelyMs: 500, otherwiseMs: 1000 },
    demo,
    clock: () => demo.clock(),
  };
}

async function serving(parts: ConsoleParts): Promise<Console> {
  try {
    return await serveConsole(parts);
  } catch (error) {
    throw new Mistake(`the console can't be served: ${error instanceof Error ? error.message : error}`);
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65_536) return port;
  throw new Mistake(`"${text}" is not a port: write a number from 1 to 65535, or 0 for any that is free`);
}

const interrupted = (): Promise<void> =>
  new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
