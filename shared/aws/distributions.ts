import { GetDistributionCommand } from "@aws-sdk/client-cloudfront";
import type { ObservePorts } from "../observe/ports.ts";
import type { CloudFront } from "./clients.ts";

/** GetDistribution goes to us-east-1; Status "Deployed" means that all edges have the last change. */
export const cloudFrontDistributions = (cloudFront: CloudFront): ObservePorts["distributions"] => ({
  async read(id) {
    const { Distribution } = await cloudFront.send(new GetDistributionCommand({ Id: id }));
    const config = Distribution?.DistributionConfig;
    if (Distribution === undefined || config === undefined) throw new Error(`CloudFront gave no ${id}`);
    return {
      id,
      enabled: config.Enabled === true,
      deployed: Distribution.Status === "Deployed",
      aliases: config.Aliases?.Items ?? [],
      origins: (config.Origins?.Items ?? []).flatMap(({ DomainName }) => DomainName ?? []),
    };
  },
});
