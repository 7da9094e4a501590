import { type Command, Option } from "commander";
import { severities } from "../../shared/readiness/check.ts";
import type { CheckOptions } from "../check/checkSites.ts";
import type { Cli } from "../cli.ts";
import { takesJson, takesService, takesSite } from "../options.ts";

export function check(program: Command, cli: Cli): void {
  const command = takesSite(
    program.command("check").description("whether a site is ready to fail over, long before it has to"),
  )
    .option(
      "--only <id>",
      "this check alone; may be given again",
      (id: string, ids: readonly string[]) => [...ids, id],
      [],
    )
    .addOption(new Option("--severity <name>", "this and what is worse").choices(severities).default("note"));
  takesJson(takesService(command)).action(async (site: string | undefined, options: CheckOptions) => {
    const { checkSites } = await import("../check/checkSites.ts");
    cli.end(await checkSites(cli, site, options));
  });
}
