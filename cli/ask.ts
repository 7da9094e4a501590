import type { Answered } from "../shared/override/contract.ts";
import type { Cli } from "./cli.ts";
import { exitCodes } from "./exitCodes.ts";
import { Mistake } from "./mistake.ts";
import type { Override } from "./override/reach.ts";

/** Asks and gives the answer. Throws a Mistake where there is none; `howToFindOut`: what to do when it may be done. */
export async function ask(
  { terminal }: Cli,
  override: Override,
  request: object,
  howToFindOut: () => string = () => "Ask again",
): Promise<Answered> {
  const asked = await terminal.during(`asking ${override.name}`, override.ask(request));
  if (asked.kind === "unreachable")
    throw new Mistake(`${asked.because}.\n${asked.remedy}.`, exitCodes.unknown);
  if (asked.kind === "unknown")
    throw new Mistake(
      `no answer of ${override.name}: ${asked.because}.\n${howToFindOut()}`,
      exitCodes.unknown,
    );
  const { answer } = asked;
  if (!("error" in answer)) return answer;
  if (answer.error.code === "Unavailable") throw new Mistake(answer.error.message, exitCodes.unknown);
  throw new Mistake(answer.error.issues.map(({ path, message }) => `${path}: ${message}`).join("\n"));
}
