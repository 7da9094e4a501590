import { stackOutputs } from "../../shared/aws/stackOutputs.ts";
import { exitCodes } from "../exitCodes.ts";
import { Mistake } from "../mistake.ts";
import type { Address } from "./reach.ts";

/** Where record and journal are, and where notices go; `topicArn` null: not known. */
export interface Ground {
  readonly bucket: string;
  readonly topicArn: string | null;
}

/** As the stack says, which may be gone, or out of reach: then `--bucket` does without it. */
export async function groundOf({ bucket, stage, region, profile }: Address): Promise<Ground> {
  const stack = `static-site-failover-${stage}`;
  const said = await stackOutputs(stack, region, profile);
  const outputs: Readonly<Record<string, string>> = said.kind === "known" ? said.outputs : {};
  const found = bucket ?? outputs["JournalBucket"];
  if (found !== undefined) return { bucket: found, topicArn: outputs["Notices"] ?? null };
  const because = said.kind === "unknown" ? said.because : "it has no output JournalBucket";
  throw new Mistake(
    `the stack ${stack} in ${region} does not say where record and journal are: ${because}.\nName the bucket: --bucket NAME (or FAILOVER_BUCKET).`,
    exitCodes.unknown,
  );
}
