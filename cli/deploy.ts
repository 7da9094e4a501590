import type { Cli } from "./cli.ts";
import { type ExitCode, exitCodes } from "./exitCodes.ts";
import { giveOrder, type OrderOptions } from "./giveOrder.ts";
import { Mistake } from "./mistake.ts";

export type DeployOptions = OrderOptions;

/** A lease that could not be asked for is none: the answer is no, as it is where the site is not at peace. */
export async function beginDeploy(
  cli: Cli,
  site: string | undefined,
  options: DeployOptions,
): Promise<ExitCode> {
  try {
    return await giveOrder(cli, "deploy-begin", site, options);
  } catch (error) {
    if (!(error instanceof Mistake) || error.exitCode !== exitCodes.unknown) throw error;
    const no = "No lease is known to be held, until an answer comes: do not write to the primary.";
    throw new Mistake(`${error.message}\n${no}`, exitCodes.truce, error);
  }
}

export const endDeploy = (cli: Cli, site: string | undefined, options: DeployOptions): Promise<ExitCode> =>
  giveOrder(cli, "deploy-end", site, options);
