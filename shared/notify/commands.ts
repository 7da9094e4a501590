import type { WayOut } from "../model/notice.ts";

/** How a person reaches the override function: what the paste-ready commands are made of. */
export interface OverrideAddress {
  readonly functionName: string;
  readonly region: string;
}

/** A command that can be pasted into a shell with AWS credentials: the override function's own contract. */
export function commandFor(way: WayOut, site: string, { functionName, region }: OverrideAddress): string {
  const reads = way.action === "status";
  const payload = {
    action: way.action,
    site,
    ...(reads ? {} : { reason: "WHY", requestedBy: "YOUR NAME" }),
    ...(way.overrideRules === undefined ? {} : { overrideRules: way.overrideRules }),
  };
  return `aws lambda invoke --region ${region} --function-name ${functionName} --cli-binary-format raw-in-base64-out --payload '${JSON.stringify(payload)}' /dev/stdout`;
}
