import type { ResourceChange } from "../../shared/aws/stacks.ts";

/** A change that is made only when a person names it. */
export interface Refusal {
  readonly step: string;
  readonly logicalId: string;
  readonly type: string;
  readonly because: string;
}

/** What of a change set is refused, unless `allowed` names it: "edge/Distribution", the step's first word and the resource. */
export function refusalsOf(
  step: string,
  changes: readonly ResourceChange[],
  allowed: readonly string[],
): readonly Refusal[] {
  return changes.flatMap((change) => {
    const because = rows.find(({ refuses }) => refuses(change))?.because;
    if (because === undefined || allowed.includes(nameOf(step, change.logicalId))) return [];
    return [{ step, logicalId: change.logicalId, type: change.type, because }];
  });
}

/** What `--allow` takes. */
const nameOf = (step: string, logicalId: string): string => `${step.split(" ")[0]}/${logicalId}`;

const kept = new Set([
  "AWS::S3::Bucket",
  "AWS::S3::BucketPolicy",
  "AWS::CloudFront::Distribution",
  "AWS::Route53::RecordSet",
  "AWS::Route53::HealthCheck",
  "AWS::ApiGatewayV2::DomainName",
]);

const rows: readonly { readonly refuses: (change: ResourceChange) => boolean; readonly because: string }[] = [
  {
    refuses: ({ type, action }) => kept.has(type) && action === "Remove",
    because: "it would leave the stack, and a site would stand without it",
  },
  {
    refuses: ({ type, replaces }) => kept.has(type) && replaces,
    because: "it would be made anew, and the old one left behind",
  },
  {
    refuses: ({ type, action }) => type === "AWS::Route53::RecordSet" && action === "Modify",
    because: "the control plane may be steering with it: look at failover status, and release first",
  },
];
