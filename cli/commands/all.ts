import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { report } from "./report.ts";
import { status } from "./status.ts";

/** Every command, in the order that help shows them. */
export const commands: readonly ((program: Command, cli: Cli) => void)[] = [status, report];
