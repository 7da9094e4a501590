/**
 * `failover`, the command line. To add a command:
 *   1. its logic as plain functions in a folder of its own, without commander;
 *   2. cli/commands/NAME.ts: `export function name(program: Command, cli: Cli)` declares words and options (those of
 *      cli/options.ts where others take them too), and does `cli.end(await …)` with a code of cli/exitCodes.ts.
 *      What it needs beside commander it imports when it runs (`await import(…)`): `failover --help` loads no SDK;
 *   3. a line in cli/commands/all.ts, and its place in docs/cli.md, which a test compares.
 * Answers go to `cli.terminal.out`, everything else to `note`. What a person can mend is thrown as a Mistake.
 */
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { systemClock } from "../shared/aws/clock.ts";
import { exitCodes } from "./exitCodes.ts";
import { runFailover } from "./program.ts";
import { terminalPrompts } from "./prompts.ts";
import { processTerminal } from "./terminal.ts";

const terminal = processTerminal();
let stop: (() => void) | null = null;
process.on("SIGINT", () => {
  if (stop !== null) {
    stop();
    stop = null;
    return;
  }
  terminal.note(
    "\nfailover: interrupted. An order that was sent already may still be done: `failover status` says.",
  );
  process.exit(exitCodes.interrupted);
});
process.exitCode = await runFailover(process.argv.slice(2), {
  terminal,
  environment: process.env,
  prompts: terminalPrompts,
  token: randomUUID,
  identity: async ({ region, profile }) =>
    (await import("../shared/aws/callerIdentity.ts")).callerIdentity(region, profile),
  sleep: (ms) => setTimeout(ms),
  now: systemClock.now,
  visitor: async (site) => {
    const { realWorld } = await import("../shared/aws/ports.ts");
    return (await import("./live/visitor.ts")).visitorOf(realWorld(), site);
  },
  onInterrupt: (asked) => {
    stop = asked;
    return () => {
      stop = null;
    };
  },
  readiness: async (address, sites) => (await import("./check/ground.ts")).readinessOn(address, sites),
  journal: async (address) => (await import("./override/bucketJournal.ts")).bucketJournal(address),
  reach: async (address) =>
    address.direct
      ? (await import("./override/direct.ts")).direct(address)
      : (await import("./override/throughFunction.ts")).throughFunction(address),
});
