import type { Answered } from "../shared/override/contract.ts";
import type { Cli } from "./cli.ts";
import { exitCodes } from "./exitCodes.ts";
import { Mistake } from "./mistake.ts";
import type { Override } from "./override/reach.ts";

/** Asks, says on stderr that it does, and gives the answer. Throws a Mistake where there is none. */
export async function ask(cli: Cli, override: Override, request: object): Promise<Answered> {
  const asked = await cli.terminal.during(`asking ${override.name}`, override.ask(request));
  switch (asked.kind) {
    case "answered": {
      const { answer } = asked;
      if (!("error" in answer)) return answer;
      if (answer.error.code === "Unavailable") throw new Mistake(answer.error.message, exitCodes.unknown);
      throw new Mistake(answer.error.issues.map(({ path, message }) => `${path} ${message}`).join("\n"));
    }
    case "unreachable":
      throw new Mistake(`${asked.because}.\n${asked.remedy}.`, exitCodes.unknown);
    case "unknown":
      throw new Mistake(asked.because, exitCodes.unknown);
  }
}
