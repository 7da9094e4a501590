/** What each command's exit tells a script. The same for all; docs/cli.md has them in words. */
export const exitCodes = {
  /** Done, or all is well. */
  done: 0,
  /** A bug of ours. */
  bug: 1,
  /** Usage, input or configuration is wrong; nothing was changed. */
  misuse: 2,
  /** Not done: refused by a safety rule, or waiting for a second person. */
  refused: 3,
  /** What was looked at is not as it should be. */
  finding: 4,
  /** Could not be read or reached; what was asked for may or may not be done. */
  unknown: 5,
  /** A deploy lease was refused, or is not known to be held: nobody may write to the primary. */
  truce: 6,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
