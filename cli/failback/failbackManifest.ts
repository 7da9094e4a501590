import { verifyPortsAt } from "../../shared/aws/verifyPorts.ts";
import { ownKeys } from "../../shared/model/ownKeys.ts";
import { isoTime } from "../../shared/model/time.ts";
import type { Cli } from "../cli.ts";
import type { FailbackOptions } from "../commands/failbackManifest.ts";
import { type ExitCode, exitCodes } from "../exitCodes.ts";
import { Mistake } from "../mistake.ts";
import { chooseSite, sitesFrom } from "../sites.ts";
import { progressOn } from "../verify/progress.ts";
import { writeLists } from "./files.ts";
import { findWayBack, type WayBackFound } from "./findWayBack.ts";
import { countOf, leavesWork, sayWayBack } from "./sayWayBack.ts";
import { saySince, sinceOf } from "./since.ts";

const inFlight = 40;

/** Compares the site's buckets now, and writes what has to be done before visitors go back. */
export async function failbackManifest(
  cli: Cli,
  name: string | undefined,
  options: FailbackOptions,
): Promise<ExitCode> {
  const site = chooseSite(sitesFrom(options.sites, cli), name);
  const { profile = null, endpointUrl: endpoint = null } = options;
  const primary = { name: site.primary.bucket, region: site.primary.region, endpoint, profile };
  const secondary = { name: site.secondary.bucket, region: site.secondary.region, endpoint, profile };
  const scope = { prefix: site.replication.prefix, exceptions: ownKeys(site) };
  const ports = verifyPortsAt(primary, secondary, inFlight);
  const since = await sinceOf(cli, site, options);
  cli.terminal.note(saySince(since));
  const found = await findWayBack(
    ports,
    { primary, secondary, scope, since: since.at },
    { deadline: null, signal: null, inFlight, requestsPerSecond: null, memoryBytes: 512_000_000, tries: 6 },
    progressOn(cli.terminal, ports.clock),
  );
  if (found.kind === "failed") throw new Mistake(`not known: ${found.because}`, exitCodes.unknown);
  if (found.compared === 0)
    throw new Mistake(
      `not known: s3://${primary.name}/${scope.prefix} lists nothing, which proves nothing`,
      exitCodes.unknown,
    );
  writeLists(options.out, site.secondary.bucket, found.all);
  const all = { ...found, since: since.at === null ? null : isoTime(since.at) };
  cli.terminal.out(options.json ? JSON.stringify(all, null, 2) : sayWayBack(site, found, options.out));
  return codeOf(found);
}

function codeOf(found: Extract<WayBackFound, { kind: "found" }>): ExitCode {
  if (countOf(found, "unknown") > 0) return exitCodes.unknown;
  return leavesWork(found) ? exitCodes.finding : exitCodes.done;
}
