import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import type { DeployOptions } from "../deploy.ts";
import { takesJson, takesReach, takesSite } from "../options.ts";
import { ruleName, span } from "../words.ts";

/** The lease that a pipeline holds while it writes to the primary. */
export function deploy(program: Command, cli: Cli): void {
  const leases = program
    .command("deploy")
    .description("the lease a pipeline holds while it writes to the primary");
  const begin = takesOrder(
    leases.command("begin").description("take it, or extend one's own; exits 6 where the answer is no"),
  )
    .option("--for <span>", "like 20m (default: 20m)", span)
    .option("--lease <id>", "the pipeline's own name for it (default: a new one, shown by status)")
    .option("--override-rule <rule>", "take it although truce refuses", ruleName);
  takesJson(takesReach(begin)).action(async (site: string | undefined, options: DeployOptions) => {
    const { beginDeploy } = await import("../deploy.ts");
    cli.end(await beginDeploy(cli, site, options));
  });
  const end = takesOrder(
    leases.command("end").description("give it back; nobody else's is taken away"),
  ).requiredOption("--lease <id>", "the one that was taken");
  takesJson(takesReach(end)).action(async (site: string | undefined, options: DeployOptions) => {
    const { endDeploy } = await import("../deploy.ts");
    cli.end(await endDeploy(cli, site, options));
  });
}

const takesOrder = (command: Command): Command =>
  takesSite(command)
    .option("-r, --reason <text>", "why; goes into the journal")
    .option("--as <name>", "who asks, where AWS can't say (its own word comes first)")
    .option("-n, --dry-run", "only show what it would do")
    .option("-y, --yes", "do not ask; for scripts")
    .option("--request-id <id>", "the same id again is not done again");
