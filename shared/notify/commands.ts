import type { OverrideWay, WayOut } from "../model/notice.ts";

/** How a person reaches the override function: what the paste-ready commands are made of. */
export interface OverrideAddress {
  readonly functionName: string;
  readonly region: string;
}

/** The command line's, for whoever has a clone: it shows what it will do, and asks for the reason. */
export function failoverCommand(way: WayOut, site: string, override: OverrideAddress): string {
  const rules = (way.overrideRules ?? []).map((rule) => ` --override-rule ${rule}`).join("");
  const lists = way.action === "failback-manifest" ? " --out failback" : "";
  return `npx failover ${way.action} ${site}${rules}${lists}${deployedAs(override)}`;
}

/** Only what the command line would not take by itself. */
function deployedAs({ functionName }: OverrideAddress): string {
  const [, stage] = /^static-site-failover-(.+)-override$/.exec(functionName) ?? [];
  if (stage === undefined) return ` --function ${functionName}`;
  return stage === "prod" ? "" : ` --stage ${stage}`;
}

/** For any shell with AWS credentials: the override function's own contract. */
export function invokeCommand(
  way: OverrideWay,
  site: string,
  { functionName, region }: OverrideAddress,
): string {
  const reads = way.action === "status";
  const payload = {
    action: way.action,
    site,
    ...(reads ? {} : { reason: "WHY", requestedBy: "YOUR NAME" }),
    ...(way.overrideRules === undefined ? {} : { overrideRules: way.overrideRules }),
  };
  return `aws lambda invoke --region ${region} --function-name ${functionName} --cli-binary-format raw-in-base64-out --payload '${JSON.stringify(payload)}' /dev/stdout`;
}
