import type { Command } from "commander";
import type { Cli } from "../cli.ts";

const shells = ["bash", "zsh", "fish"];

/** The script for a shell, and (hidden) the answers that the script asks for at each Tab. */
export function completion(program: Command, cli: Cli): void {
  program
    .command("completion")
    .description("the script that completes commands, options and sites")
    .addArgument(program.createArgument("<shell>").choices(shells))
    .action(async (shell: string) => {
      const { completionScript } = await import("../completions.ts");
      completionScript(shell);
    });
  program
    .command("complete", { hidden: true })
    .argument("[words...]")
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (words: string[]) => {
      const { complete } = await import("../completions.ts");
      complete(program, words, cli);
    });
}
