import type { Site } from "../shared/model/site.ts";
import { hours, minutes, ms, seconds } from "../shared/model/time.ts";

const account = "111122223333";
const domainName = "d111111abcdef8.cloudfront.net";
const website = "s3-website.eu-central-1.amazonaws.com";

/** The site that is played where no other is given: CloudFront in front of one region, an S3 website in another. */
export const exampleSite: Site = {
  name: "www.example.com",
  names: [{ name: "www.example.com", types: ["A", "AAAA"] }],
  hostedZone: { id: "Z0123456789EXAMPLE", nameServers: [] },
  primary: {
    region: "eu-west-1",
    bucket: "example-site-primary",
    target: {
      kind: "cloudfront",
      distributionId: "E1EXAMPLE12345",
      domainName,
      hostedZoneId: "Z2FDTNDATAQYW2",
    },
    probes: [probe(`https://${domainName}/index.html`)],
  },
  secondary: {
    region: "eu-central-1",
    bucket: "www.example.com",
    target: { kind: "s3-website", domainName: website, hostedZoneId: "Z21DNDUVLTQW6Q" },
    probes: [probe(`http://www.example.com.${website}/index.html`)],
  },
  visitor: { scheme: "http", port: 80, path: "/", timeoutMs: ms(4000), marker: { kind: "via-cloudfront" } },
  healthCheck: {
    id: "11111111-2222-3333-4444-555555555555",
    interval: seconds(30),
    threshold: 3,
    alarms: [`arn:aws:cloudwatch:us-east-1:${account}:alarm:www.example.com-health`],
  },
  switch: null,
  replication: {
    ruleId: "site-to-standby",
    prefix: "",
    window: minutes(15),
    compareEvery: minutes(15),
    alarms: [`arn:aws:cloudwatch:eu-central-1:${account}:alarm:www.example.com-replication`],
    eventsTopic: null,
    heartbeat: null,
  },
  releases: null,
  notices: { topicArn: null, runbook: null },
  policy: {
    latch: true,
    gate: true,
    stale: {
      when: "hold",
      maxLag: minutes(15),
      maxKeys: 0,
      maxReleases: 0,
      maxEvidenceAge: hours(2),
      agesInOutage: false,
    },
    failback: { mode: "verified", stableFor: minutes(5) },
    cooldown: minutes(10),
    flipRate: { max: 3, within: hours(1) },
    shadow: null,
    twoPerson: null,
  },
  drill: false,
  drilledWithin: null,
};

function probe(url: string): Site["primary"]["probes"][number] {
  return {
    url,
    host: null,
    status: { from: 200, to: 399 },
    text: null,
    sha256: null,
    bytes: null,
    contentType: null,
    location: null,
    timeoutMs: ms(4000),
  };
}
