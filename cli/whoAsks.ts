import type { Cli } from "./cli.ts";
import { Mistake } from "./mistake.ts";
import type { Address } from "./override/reach.ts";

/** Whom the journal will name: AWS's word on the credentials in use; where it has none, what `--as` says. */
export async function whoAsks(cli: Cli, as: string | undefined, address: Address): Promise<string> {
  const identity = await cli.terminal.during("asking AWS who you are", cli.identity(address));
  if (identity.kind === "unknown") {
    if (as !== undefined) return as;
    throw new Mistake(`AWS does not say who you are (${identity.because}).\nSay it yourself: --as NAME.`);
  }
  if (as !== undefined) cli.terminal.note(`AWS says who you are, so --as is not taken: ${identity.arn}`);
  return identity.arn;
}
