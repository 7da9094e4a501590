import type { PlannedSite } from "../../shared/config/check.ts";
import type { Standing } from "./known.ts";
import type { ProvisionPorts } from "./ports.ts";
import type { Step } from "./step.ts";

/**
 * The object that Route 53 asks for, put once its bucket is there: without it the health check would be born red, and
 * send visitors away from a primary that is well. A bucket that is somebody's is left alone.
 */
export async function putProbes(
  ports: ProvisionPorts,
  sites: readonly PlannedSite[],
  step: Step,
  standings: ReadonlyMap<string, Standing>,
): Promise<readonly string[]> {
  const planned = sites.find(({ host }) => step.id === `primary-bucket ${host}`);
  if (planned === undefined || standings.get(step.id)?.kind !== "ours") return [];
  const { primary, provision } = planned.site;
  if (!(await ports.ground.putProbe(primary.bucket, primary.region, provision.probe))) return [];
  ports.tell({ kind: "probe", bucket: primary.bucket, key: provision.probe });
  return [`probe ${planned.host}`];
}
