import { CloudFrontClient, CreateDistributionCommand } from "@aws-sdk/client-cloudfront";
import { Route53Client } from "@aws-sdk/client-route-53";
import { aliasZoneIds, changeRecordSets, createHealthCheck, failoverAlias } from "../zoneSetup.ts";
import { type Account, hostOf, names, primary, switched } from "./example.ts";

const website = { dnsName: "s3-website-eu-west-1.amazonaws.com", zoneId: aliasZoneIds.s3WebsiteEuWest1 };

export interface Checks {
  readonly endpoint: string;
  readonly calculated: string;
}

/** The distribution over the primary's bucket, with every name as alias. */
export async function makeDistribution(account: Account) {
  const cloudFront = new CloudFrontClient(account.clientConfig("us-east-1"));
  const DistributionConfig = {
    CallerReference: "by hand",
    Comment: "",
    Enabled: true,
    IsIPV6Enabled: true,
    DefaultRootObject: "index.html",
    Aliases: { Quantity: names.length, Items: [...names] },
    Origins: {
      Quantity: 1,
      Items: [{ Id: "site", DomainName: hostOf(primary), S3OriginConfig: { OriginAccessIdentity: "" } }],
    },
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "allow-all" as const },
  };
  const { Distribution } = await cloudFront.send(new CreateDistributionCommand({ DistributionConfig }));
  return { id: Distribution?.Id ?? "", domainName: Distribution?.DomainName ?? "" };
}

/** The probe of the bucket, on the port where this world's answers, and the switch around it. */
export async function makeHealthChecks(account: Account, probePort: number): Promise<Checks> {
  const route53 = new Route53Client(account.clientConfig("us-east-1"));
  const probe = (host: string, path: string, Port: number, Inverted = false) =>
    createHealthCheck(route53, {
      Type: "HTTP",
      FullyQualifiedDomainName: host,
      Port,
      ResourcePath: path,
      RequestInterval: 30,
      FailureThreshold: 3,
      Inverted,
    });
  const endpoint = await probe(hostOf(primary), "/health.txt", probePort);
  const objects = [
    await probe(hostOf(switched), "/hold", 80),
    await probe(hostOf(switched), "/force", 80, true),
    await probe(hostOf(switched), "/force", 80, true),
  ];
  const calculated = await createHealthCheck(route53, {
    Type: "CALCULATED",
    ChildHealthChecks: [endpoint, ...objects],
    HealthThreshold: 3,
  });
  return { endpoint, calculated };
}

/** Whole pairs, A and AAAA, for every name. */
export async function makeRecords(
  account: Account,
  zoneId: string,
  domainName: string,
  healthCheckId: string,
): Promise<void> {
  const cloudFront = { dnsName: domainName, zoneId: aliasZoneIds.cloudfront };
  const pairs = names.flatMap((name) =>
    (["A", "AAAA"] as const).flatMap((type) => [
      failoverAlias({ name, type, role: "PRIMARY", target: cloudFront, healthCheckId }),
      failoverAlias({ name, type, role: "SECONDARY", target: website }),
    ]),
  );
  const route53 = new Route53Client(account.clientConfig("us-east-1"));
  await changeRecordSets(route53, zoneId, "CREATE", pairs);
}
