import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { type JsonOption, type ReachOptions, takesJson, takesReach, takesSite } from "../options.ts";

export function plan(program: Command, cli: Cli): void {
  const command = program
    .command("plan")
    .description("what the controller would do now, and the exact writes");
  takesJson(takesReach(takesSite(command))).action(
    async (site: string | undefined, options: ReachOptions & JsonOption) => {
      const { lookAtPlan } = await import("../lookAtPlan.ts");
      cli.end(await lookAtPlan(cli, site, options));
    },
  );
}
