import { createWriteStream, openSync, type WriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { verifyPortsAt } from "../../shared/aws/verifyPorts.ts";
import { reasonOf } from "../../shared/model/reason.ts";
import { after, parseDuration } from "../../shared/model/time.ts";
import { compareBuckets } from "../../shared/verify/compareBuckets.ts";
import type { CompareResult, Found } from "../../shared/verify/result.ts";
import type { Limits } from "../../shared/verify/task.ts";
import { keepYoungSpaceSmall } from "../../shared/verify/youngSpace.ts";
import type { Cli } from "../cli.ts";
import type { VerifyOptions } from "../commands/verify.ts";
import { type ExitCode, exitCodes } from "../exitCodes.ts";
import { Mistake } from "../mistake.ts";
import { type BucketsAsked, bucketsAsked } from "./bucketsAsked.ts";
import { progressOn } from "./progress.ts";
import { sayVerified } from "./sayVerified.ts";
import { beginState, writeState } from "./state.ts";

/** Compares, tells how far it is on stderr, and says what was found: also where it was interrupted. */
export async function verifyBuckets(
  cli: Cli,
  site: string | undefined,
  options: VerifyOptions,
): Promise<ExitCode> {
  const asked = bucketsAsked(cli, site, options);
  const interruption = new AbortController();
  const over = cli.onInterrupt(() => interruption.abort());
  const result = await compared(cli, asked, options, interruption.signal).finally(over);
  cli.terminal.out(
    options.json ? JSON.stringify(withoutMemory(result), null, 2) : sayVerified(asked, result),
  );
  return interruption.signal.aborted && result.kind !== "complete" ? exitCodes.interrupted : codeOf(result);
}

async function compared(
  cli: Cli,
  asked: BucketsAsked,
  options: VerifyOptions,
  signal: AbortSignal,
): Promise<CompareResult> {
  const ports = verifyPortsAt(asked.primary, asked.secondary, options.inFlight);
  const now = ports.clock.now();
  const state = beginState(options.state, asked);
  const { primary, secondary, scope, mode, window } = asked;
  const task = { primary, secondary, scope, mode, window, now, inventory: false, ...state };
  const file = fileAt(options.differences, state.resume === null ? "w" : "a");
  const time = options.time === undefined ? null : parseDuration(options.time);
  const deadline = time === null ? null : after(now, time);
  keepYoungSpaceSmall();
  const result = await compareBuckets(ports, task, limitsOf(options, deadline, signal), {
    onProgress: progressOn(cli.terminal, ports.clock),
    ...(file !== null && { onDifference: (found) => void file.write(`${JSON.stringify(found)}\n`) }),
  });
  if (file !== null) await finished(file.end());
  writeState(options.state, asked, result);
  return result;
}

/** Opened at once: that it can't be written is said before comparing. */
function fileAt(path: string | undefined, flags: "w" | "a"): WriteStream | null {
  if (path === undefined) return null;
  try {
    return createWriteStream(path, { fd: openSync(path, flags) });
  } catch (cause) {
    throw new Mistake(`--differences can't be written: ${reasonOf(cause)}`, undefined, cause);
  }
}

const limitsOf = (options: VerifyOptions, deadline: Limits["deadline"], signal: AbortSignal): Limits => ({
  deadline,
  signal,
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
  // An emptied bucket, a wrong one and a mistyped prefix look alike.
  if (result.kind !== "complete" || result.found.compared === 0) return exitCodes.unknown;
  return isFinding(result.found) ? exitCodes.finding : exitCodes.done;
}

const isFinding = ({ missing, differs, extra, unproven }: Found): boolean =>
  missing + differs + extra + unproven > 0;
