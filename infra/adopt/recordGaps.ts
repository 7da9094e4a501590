import { websiteEndpoint } from "../../shared/config/regions.ts";
import { cloudFrontZone } from "../../shared/config/toSite.ts";
import { plainName, type RecordSet } from "../../shared/model/recordSet.ts";
import type { FoundSite } from "./find.ts";
import type { Gap } from "./gaps.ts";

/**
 * Names whose record sets are no failover pair on the health check. One batch a name and type, DELETE of what is listed
 * and CREATE of what has to be: Route 53 does all of it or nothing. Without a health check there is nothing to say yet.
 */
export function recordGaps(site: FoundSite): readonly Gap[] {
  const { healthCheck, names } = site;
  if (healthCheck === null) return [];
  return names.flatMap(({ name, types }) =>
    types.flatMap((type) => {
      const standing = site.recordSets.filter((one) => plainName(one.Name) === name && one.Type === type);
      const lacks = lacksOf(standing);
      const secondary = secondaryTarget(site);
      if (lacks.length === 0 || secondary === null) return [];
      return [
        {
          what: `${name} ${type}: ${lacks.join(", ")}`,
          command: batch(site.zoneId, standing, pair(site, name, type, secondary)),
        },
      ];
    }),
  );
}

function lacksOf(standing: readonly RecordSet[]): readonly string[] {
  const primary = standing.find(({ Failover }) => Failover === "PRIMARY");
  const secondary = standing.find(({ Failover }) => Failover === "SECONDARY");
  if (primary === undefined) return ["it is no failover record, so its visitors never fail over"];
  return [
    ...(primary.HealthCheckId === undefined ? ["PRIMARY has no health check, so it never fails over"] : []),
    ...(secondary === undefined ? ["there is no SECONDARY, so it never fails over"] : []),
  ];
}

type AliasTarget = NonNullable<RecordSet["AliasTarget"]>;

/** null: the zone id of the region's website endpoint is not known for sure, and no record of the site has one. */
function secondaryTarget({ standbyAlias, standby, websiteZoneId }: FoundSite): AliasTarget | null {
  const { domainName, zone } = websiteEndpoint(standby.region);
  if (standbyAlias !== null)
    return {
      HostedZoneId: standbyAlias.hostedZoneId,
      DNSName: standbyAlias.domainName,
      EvaluateTargetHealth: false,
    };
  const HostedZoneId = zone.kind === "agreed" ? zone.id : websiteZoneId;
  return HostedZoneId === null ? null : { HostedZoneId, DNSName: domainName, EvaluateTargetHealth: false };
}

function pair(site: FoundSite, Name: string, Type: string, secondary: AliasTarget): readonly RecordSet[] {
  const primary = {
    HostedZoneId: cloudFrontZone,
    DNSName: site.distribution.domainName,
    EvaluateTargetHealth: false,
  };
  return [
    {
      Name,
      Type,
      SetIdentifier: "primary",
      Failover: "PRIMARY",
      ...(site.healthCheck === null ? {} : { HealthCheckId: site.healthCheck.id }),
      AliasTarget: primary,
    },
    { Name, Type, SetIdentifier: "secondary", Failover: "SECONDARY", AliasTarget: secondary },
  ];
}

function batch(zoneId: string, standing: readonly RecordSet[], wanted: readonly RecordSet[]): string {
  const stays = (one: RecordSet) =>
    one.Failover === "SECONDARY" || (one.Failover === "PRIMARY" && one.HealthCheckId !== undefined);
  const remaining = standing.filter(stays);
  const Changes = [
    ...standing
      .filter((one) => !stays(one))
      .map((ResourceRecordSet) => ({ Action: "DELETE", ResourceRecordSet })),
    ...wanted
      .filter(({ Failover }) => !remaining.some((one) => one.Failover === Failover))
      .map((ResourceRecordSet) => ({ Action: "CREATE", ResourceRecordSet })),
  ];
  return `aws route53 change-resource-record-sets --hosted-zone-id ${zoneId} --change-batch '${JSON.stringify({ Changes })}'`;
}
