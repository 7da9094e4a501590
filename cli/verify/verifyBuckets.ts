import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { verifyPortsAt } from "../../shared/aws/verifyPorts.ts";
import { after, parseDuration } from "../../shared/model/time.ts";
import { compareBuckets } from "../../shared/verify/compareBuckets.ts";
import type { CompareResult, Found } from "../../shared/verify/result.ts";
import type { Limits } from "../../shared/verify/task.ts";
import { keepYoungSpaceSmall } from "../../shared/verify/youngSpace.ts";
import type { Cli } from "../cli.ts";
import type { VerifyOptions } from "../commands/verify.ts";
import { type ExitCode, exitCodes } from "../exitCodes.ts";
import { type BucketsAsked, bucketsAsked } from "./bucketsAsked.ts";
import { progressOn } from "./progress.ts";
import { sayVerified } from "./sayVerified.ts";
import { readState, writeState } from "./state.ts";

/** Compares, tells how far it is on stderr, and says what was found. */
export async function verifyBuckets(
  cli: Cli,
  site: string | undefined,
  options: VerifyOptions,
): Promise<ExitCode> {
  const asked = bucketsAsked(cli, site, options);
  const result = await compared(cli, asked, options);
  cli.terminal.out(
    options.json ? JSON.stringify(withoutMemory(result), null, 2) : sayVerified(asked, result),
  );
  return codeOf(result);
}

async function compared(cli: Cli, asked: BucketsAsked, options: VerifyOptions): Promise<CompareResult> {
  const ports = verifyPortsAt(asked.primary, asked.secondary, options.inFlight);
  const now = ports.clock.now();
  const state = readState(options.state, asked);
  const { primary, secondary, scope, mode, window } = asked;
  const task = { primary, secondary, scope, mode, window, now, inventory: false, ...state };
  const file =
    options.differences === undefined
      ? null
      : createWriteStream(options.differences, { flags: state.resume === null ? "w" : "a" });
  const time = options.time === undefined ? null : parseDuration(options.time);
  const deadline = time === null ? null : after(now, time);
  keepYoungSpaceSmall();
  const result = await compareBuckets(ports, task, limitsOf(options, deadline), {
    onProgress: progressOn(cli.terminal, ports.clock),
    ...(file !== null && { onDifference: (found) => void file.write(`${JSON.stringify(found)}\n`) }),
  });
  if (file !== null) await finished(file.end());
  writeState(options.state, asked, result);
  return result;
}

const limitsOf = (options: VerifyOptions, deadline: Limits["deadline"]): Limits => ({
  deadline,
  signal: null,
  inFlight: options.inFlight,
  requestsPerSecond: options.requestsPerSecond ?? null,
  memoryBytes: 512_000_000,
  tries: 6,
});

/** What is for the next comparison is not for a reader. */
function withoutMemory(result: CompareResult): object {
  if (result.kind !== "complete") return { ...result, paused: { found: result.paused.found } };
  const { learned: _, inventory: __, ...said } = result;
  return said;
}

function codeOf(result: CompareResult): ExitCode {
  if (result.kind !== "complete") return exitCodes.unknown;
  return isFinding(result.found) ? exitCodes.finding : exitCodes.done;
}

const isFinding = ({ missing, differs, extra, unproven }: Found): boolean =>
  missing + differs + extra + unproven > 0;
