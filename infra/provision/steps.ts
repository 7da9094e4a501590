import type { PlannedSite } from "../../shared/config/check.ts";
import { bucketSteps } from "./bucketSteps.ts";
import { edgeSteps } from "./edgeSteps.ts";
import { steeringSteps } from "./steeringSteps.ts";
import type { Step } from "./step.ts";
import { forwardingSteps, watchSteps } from "./watchSteps.ts";

/**
 * What sites stand on, in the order it has to be made: replication wants its destination first, the bucket's policy the
 * distribution, the records their health check. To add a stack, add a row to one of these.
 */
export const stepsOf = (sites: readonly PlannedSite[]): readonly Step[] => [
  ...sites.flatMap((site) => [
    ...bucketSteps(site),
    ...edgeSteps(site),
    ...steeringSteps(site),
    ...watchSteps(site),
  ]),
  ...forwardingSteps(sites),
];
