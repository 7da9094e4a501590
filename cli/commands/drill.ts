import { type Command, Option } from "commander";
import type { Cli } from "../cli.ts";
import type { LiveOptions } from "../live/liveDrill.ts";
import { takesJson, takesReach, takesSite } from "../options.ts";
import { span } from "../words.ts";

/** Simulated, it is the same as `npm run drill`, with options and help of its own; with --live another command. */
export function drill(program: Command, cli: Cli): void {
  const live = liveCommand(program, cli);
  program
    .command("drill")
    .description(
      "rehearse an outage on a simulated AWS, or move a drill site (--live); drill --help has more",
    )
    .argument("[options...]", "those of the drill")
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (options: string[]) => {
      if (options.includes("--live")) {
        await live.parseAsync(
          options.filter((option) => option !== "--live"),
          { from: "user" },
        );
        return;
      }
      const { runDrill } = await import("../runDrill.ts");
      cli.end(await runDrill(options));
    });
}

function liveCommand(program: Command, cli: Cli): Command {
  const command = takesSite(
    program
      .createCommand("failover drill --live")
      .copyInheritedSettings(program)
      .description(
        "Move a site that sites.yml declares for drills to its standby, for real, and back; watch its visitors each second.",
      ),
  )
    .option("-r, --reason <text>", "why; goes into the journal and the notices", "a rehearsal")
    .option("--as <name>", "who asks, where AWS can't say (its own word comes first)")
    .addOption(new Option("--lever <name>", "the one to pull").choices(["switch", "records"]))
    .option("--before <span>", "how long to watch before, and after", span, "10s")
    .option("--stay <span>", "how long visitors stay on the standby", span, "30s")
    .option("--patience <span>", "how long each move may take", span, "10m")
    .option("-n, --dry-run", "only show what it would do")
    .option("-y, --yes", "do not ask; for scripts");
  return takesJson(takesReach(command)).action(async (site: string | undefined, options: LiveOptions) => {
    const { liveDrill } = await import("../live/liveDrill.ts");
    cli.end(await liveDrill(cli, site, options));
  });
}
