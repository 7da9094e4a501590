import type { PlannedSite } from "../../shared/config/check.ts";
import { bucketSteps } from "./bucketSteps.ts";
import { edgeSteps } from "./edgeSteps.ts";
import { checkSteps, recordSteps } from "./steeringSteps.ts";
import type { Step } from "./step.ts";
import { forwardingSteps, watchSteps } from "./watchSteps.ts";

/**
 * What sites stand on, in the order it has to be made: replication wants its destination first, the bucket's policy the
 * distribution, the records their health check. Records come last of a site: a new inverted check is unhealthy until
 * Route 53 has asked a few times, and visitors would be sent away meanwhile. To add a stack, add a row to one of these.
 */
export const stepsOf = (sites: readonly PlannedSite[]): readonly Step[] => [
  ...sites.flatMap((site) => [
    ...bucketSteps(site),
    ...edgeSteps(site),
    ...checkSteps(site),
    ...watchSteps(site),
    ...recordSteps(site),
  ]),
  ...forwardingSteps(sites),
];
