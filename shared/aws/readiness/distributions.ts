import { type DistributionConfig, GetDistributionCommand } from "@aws-sdk/client-cloudfront";
import type { DistributionSetting, ErrorResponse } from "../../readiness/edgeSettings.ts";
import type { GroundPorts } from "../../readiness/ports.ts";
import type { CloudFront } from "../clients.ts";
import { refusalOf } from "../refusal.ts";

/** A distribution as GetDistribution tells it, in us-east-1; null: there is none of that id. */
export const cloudFrontGround = (cloudFront: CloudFront): GroundPorts["distributions"] => ({
  async read(id) {
    try {
      const { Distribution } = await cloudFront.send(new GetDistributionCommand({ Id: id }));
      const config = Distribution?.DistributionConfig;
      if (config === undefined) throw new Error(`CloudFront gave no configuration of ${id}`);
      return asSetting(config, Distribution?.Status === "Deployed");
    } catch (error) {
      if (refusalOf(error).code === "NoSuchDistribution") return null;
      throw error;
    }
  },
});

const asSetting = (config: DistributionConfig, deployed: boolean): DistributionSetting => ({
  enabled: config.Enabled === true,
  deployed,
  aliases: config.Aliases?.Items ?? [],
  origin: originOf(config),
  ipv6: config.IsIPV6Enabled === true,
  rootObject: config.DefaultRootObject ?? "",
  httpsOnly: (config.DefaultCacheBehavior?.ViewerProtocolPolicy ?? "allow-all") !== "allow-all",
  errors: (config.CustomErrorResponses?.Items ?? []).map(
    ({ ErrorCode, ResponsePagePath, ResponseCode, ErrorCachingMinTTL }): ErrorResponse => ({
      status: ErrorCode ?? 0,
      page: ResponsePagePath ? ResponsePagePath : null,
      answers: ResponseCode ? Number(ResponseCode) : null,
      cachedFor: ErrorCachingMinTTL ?? 10,
    }),
  ),
});

/** Of an origin group the member that is asked first. */
function originOf(config: DistributionConfig): string | null {
  const target = config.DefaultCacheBehavior?.TargetOriginId;
  const group = config.OriginGroups?.Items?.find(({ Id }) => Id === target);
  const id = group?.Members?.Items?.[0]?.OriginId ?? target;
  return config.Origins?.Items?.find(({ Id }) => Id === id)?.DomainName ?? null;
}
