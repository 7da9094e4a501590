import { type ExitCode, exitCodes } from "./exitCodes.ts";

/** What a person can mend: said in one line and its hint, without a stack trace. Anything else thrown is a bug of ours. */
export class Mistake extends Error {
  readonly exitCode: ExitCode;

  /** `message` may have further lines: what to do about it. */
  constructor(message: string, exitCode: ExitCode = exitCodes.misuse, cause?: unknown) {
    super(message, { cause });
    this.exitCode = exitCode;
  }
}
