import type { ResourceRecordSet } from "@aws-sdk/client-route-53";

export type IsHealthy = (healthCheckId: string) => boolean;

/**
 * Which of the record sets of one name and type Route 53 answers with: the decision table of aws-facts.md, 1. A record
 * set without health check is always healthy, so a PRIMARY without one never fails over; when neither is healthy the
 * PRIMARY is answered, as the last resort.
 */
export function chooseRecordSet(
  candidates: readonly ResourceRecordSet[],
  isHealthy: IsHealthy,
): ResourceRecordSet | undefined {
  const unknown = candidates.find(routedOtherwise);
  if (unknown)
    throw new Error(`${unknown.Name} ${unknown.Type} has a routing policy this stand-in doesn't model`);
  const primary = candidates.find((set) => set.Failover === "PRIMARY");
  const secondary = candidates.find((set) => set.Failover === "SECONDARY");
  if (primary === undefined || secondary === undefined) return primary ?? secondary ?? candidates[0];
  if (healthy(primary, isHealthy)) return primary;
  return healthy(secondary, isHealthy) ? secondary : primary;
}

/** EvaluateTargetHealth adds nothing for CloudFront and S3 websites, the only targets aliased here. */
function healthy(set: ResourceRecordSet, isHealthy: IsHealthy): boolean {
  return set.HealthCheckId === undefined || isHealthy(set.HealthCheckId);
}

function routedOtherwise(set: ResourceRecordSet): boolean {
  const { Weight, Region, GeoLocation, MultiValueAnswer, CidrRoutingConfig } = set;
  return [Weight, Region, GeoLocation, MultiValueAnswer, CidrRoutingConfig].some(
    (policy) => policy !== undefined,
  );
}
