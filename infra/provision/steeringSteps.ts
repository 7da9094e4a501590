import type { PlannedSite } from "../../shared/config/check.ts";
import { websiteEndpoint } from "../../shared/config/regions.ts";
import { cloudFrontZone, namesOf, websiteZoneId } from "../../shared/config/toSite.ts";
import { bucketHost, dashed, stackOf } from "./naming.ts";
import { complete, type Known, type Step } from "./step.ts";

/** What Route 53 decides by. */
export const checkSteps = (planned: PlannedSite): readonly Step[] => [
  ...switchSteps(planned),
  healthCheckStep(planned),
];

function switchSteps({ host, site: { secondary, switch: written } }: PlannedSite): readonly Step[] {
  if (written === undefined) return [];
  const { bucket, hold, force } = written;
  return [
    {
      id: `switch-bucket ${host}`,
      template: "switch-bucket.yml",
      stack: stackOf(host, "switch-bucket"),
      region: secondary.region,
      claims: [{ kind: "bucket", name: bucket }],
      fills: [],
      parameters: () => ({ BucketName: bucket, HoldKey: hold, ForceKey: force }),
    },
  ];
}

function healthCheckStep({ host, site }: PlannedSite): Step {
  const { primary, secondary, healthCheck, provision, switch: written } = site;
  return {
    id: `health-check ${host}`,
    template: "health-check.yml",
    stack: stackOf(host, "health-check"),
    region: "us-east-1",
    claims: [],
    fills: [
      { output: "HealthCheckId", path: ["healthCheck", "id"], as: "value" },
      { output: "ProbeId", path: ["switch", "checks", "endpoint"], as: "value" },
      { output: "HoldId", path: ["switch", "checks", "hold"], as: "value" },
      { output: "Force1Id", path: ["switch", "checks", "force", 0], as: "value" },
      { output: "Force2Id", path: ["switch", "checks", "force", 1], as: "value" },
    ],
    parameters: (known) =>
      complete({
        ProbeHost:
          provision.healthCheck === "bucket"
            ? bucketHost(primary)
            : domainOf("primary", { host, site }, known),
        ProbePath: `/${provision.probe}`,
        RequestInterval: String(healthCheck.interval / 1000),
        FailureThreshold: String(healthCheck.threshold),
        SwitchHost: written === undefined ? "" : bucketHost({ ...secondary, bucket: written.bucket }),
        HoldKey: written?.hold ?? "hold",
        ForceKey: written?.force ?? "force",
      }),
  };
}

/** What Route 53 answers, one step a name. */
export function recordSteps(planned: PlannedSite): readonly Step[] {
  const { host, site } = planned;
  return namesOf(host, site).map((name) => ({
    id: `records ${name.name}`,
    template: "records.yml",
    stack: stackOf(host, `records-${dashed(name.name)}`),
    region: "us-east-1",
    claims: [{ kind: "recordSets", zoneId: site.hostedZone.id, name }],
    fills: [],
    parameters: (known) =>
      complete({
        HostedZoneId: site.hostedZone.id,
        Name: name.name,
        HealthCheckId: known.output(`health-check ${host}`, "HealthCheckId"),
        PrimaryDomainName: domainOf("primary", planned, known),
        PrimaryZoneId: zoneOf("primary", planned, known),
        SecondaryDomainName: domainOf("secondary", planned, known),
        SecondaryZoneId: zoneOf("secondary", planned, known),
        Types: [...name.types].sort().join(","),
      }),
  }));
}

function domainOf(name: "primary" | "secondary", { host, site }: PlannedSite, known: Known): string | null {
  const { target, region } = site[name];
  switch (target.kind) {
    case "cloudfront":
      return known.output(`edge ${host}`, "DomainName");
    case "s3-website":
      return websiteEndpoint(region).domainName;
    case "alias":
      return name === "secondary" ? known.output(`https-standby ${host}`, "DomainName") : target.domainName;
  }
}

function zoneOf(name: "primary" | "secondary", { host, site }: PlannedSite, known: Known): string | null {
  const { target } = site[name];
  switch (target.kind) {
    case "cloudfront":
      return cloudFrontZone;
    case "s3-website":
      return websiteZoneId(site[name]);
    case "alias":
      return name === "secondary" ? known.output(`https-standby ${host}`, "ZoneId") : target.hostedZoneId;
  }
}
