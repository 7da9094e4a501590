import type { Check } from "./check.ts";
import { bucketChecks } from "./checks/buckets.ts";
import { controlPlaneChecks } from "./checks/controlPlane.ts";
import { distributionChecks } from "./checks/distribution.ts";
import { healthCheckChecks } from "./checks/healthCheck.ts";
import { recordSetChecks } from "./checks/recordSets.ts";
import { replicationChecks } from "./checks/replication.ts";
import { sharingChecks } from "./checks/sharing.ts";
import { switchChecks } from "./checks/switch.ts";
import { visitorChecks } from "./checks/visitors.ts";
import { websiteChecks } from "./checks/website.ts";

/** All that is asked of a site's ground, by what it is about. To add a check, add a row. */
export const chapters: readonly { readonly title: string; readonly checks: readonly Check[] }[] = [
  { title: "The two buckets", checks: bucketChecks },
  { title: "Replication", checks: replicationChecks },
  { title: "The standby as an S3 website", checks: websiteChecks },
  { title: "What visitors meet", checks: visitorChecks },
  { title: "The distribution", checks: distributionChecks },
  { title: "The health check", checks: healthCheckChecks },
  { title: "The switch", checks: switchChecks },
  { title: "Record sets", checks: recordSetChecks },
  { title: "The control plane", checks: controlPlaneChecks },
  { title: "Several sites", checks: sharingChecks },
];

export const checks: readonly Check[] = chapters.flatMap((chapter) => chapter.checks);
