import type { PlannedSite } from "../../shared/config/check.ts";
import { websiteEndpoint } from "../../shared/config/regions.ts";
import { namesOf } from "../../shared/config/toSite.ts";
import { bucketHost, stackOf } from "./naming.ts";
import { complete, type Step } from "./step.ts";

/** What visitors meet: CloudFront over the primary's bucket, and, where it is asked for, HTTPS over the standby's. */
export const edgeSteps = (planned: PlannedSite): readonly Step[] => [
  ...cloudFrontSteps(planned),
  ...httpsStandbySteps(planned),
];

function cloudFrontSteps({ host, site }: PlannedSite): readonly Step[] {
  const { primary, secondary, provision, visitor } = site;
  if (primary.target.kind !== "cloudfront") return [];
  const names = namesOf(host, site);
  const own = provision.certificate;
  return [
    ...(own === undefined
      ? [certificateStep("certificate", "us-east-1", `edge ${host}`, { host, site })]
      : []),
    {
      id: `edge ${host}`,
      template: "edge.yml",
      stack: stackOf(host, "edge"),
      region: "us-east-1",
      claims: [],
      fills: [
        { output: "DistributionId", path: ["primary", "target", "distributionId"], as: "value" },
        { output: "DomainName", path: ["primary", "target", "domainName"], as: "value" },
      ],
      parameters: (known) =>
        complete({
          Names: names.map(({ name }) => name).join(","),
          CertificateArn: own ?? known.output(`certificate ${host}`, "CertificateArn"),
          PrimaryOrigin: bucketHost(primary),
          StandbyOrigin: bucketHost(secondary),
          OriginGroup: provision.originGroup ? "Enabled" : "Disabled",
          ViewerProtocolPolicy: visitor.scheme === "https" ? "redirect-to-https" : "allow-all",
          Ipv6: String(names.some(({ types }) => types.includes("AAAA"))),
          IndexDocument: provision.indexDocument,
          ErrorDocument: provision.errorDocument,
          ProbeKey: provision.probe,
        }),
    },
    {
      id: `primary-access ${host}`,
      template: "primary-access.yml",
      stack: stackOf(host, "primary-access"),
      region: primary.region,
      claims: [],
      onlyWith: `primary-bucket ${host}`,
      fills: [],
      parameters: (known) =>
        complete({
          BucketName: primary.bucket,
          DistributionId: known.output(`edge ${host}`, "DistributionId"),
          PublicProbe: String(provision.healthCheck === "bucket"),
          ProbeKey: provision.probe,
        }),
    },
  ];
}

function httpsStandbySteps({ host, site }: PlannedSite): readonly Step[] {
  const { secondary, provision } = site;
  if (secondary.target.kind !== "alias") return [];
  const own = provision.standbyCertificate;
  const id = `https-standby ${host}`;
  return [
    ...(own === undefined
      ? [certificateStep("standby-certificate", secondary.region, id, { host, site })]
      : []),
    {
      id,
      template: "https-standby.yml",
      stack: stackOf(host, "https-standby"),
      region: secondary.region,
      claims: [],
      fills: [
        { output: "DomainName", path: ["secondary", "target", "domainName"], as: "value" },
        { output: "ZoneId", path: ["secondary", "target", "hostedZoneId"], as: "value" },
      ],
      parameters: (known) =>
        complete({
          Name: host,
          CertificateArn: own ?? known.output(`standby-certificate ${host}`, "CertificateArn"),
          StandbyBucketName: secondary.bucket,
          WebsiteEndpoint: websiteEndpoint(secondary.region).domainName,
        }),
    },
  ];
}

function certificateStep(what: string, region: string, onlyWith: string, { host, site }: PlannedSite): Step {
  const others = namesOf(host, site).filter(({ name }) => name !== host);
  return {
    id: `${what} ${host}`,
    template: "certificate.yml",
    stack: stackOf(host, what),
    region,
    claims: [],
    onlyWith,
    fills: [],
    parameters: () => ({
      HostedZoneId: site.hostedZone.id,
      Name: host,
      SecondName: others[0]?.name ?? "",
    }),
  };
}
