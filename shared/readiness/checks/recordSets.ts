import { plainName, type RecordSet } from "../../model/recordSet.ts";
import type { RecordType, SideName, Site } from "../../model/site.ts";
import { type Check, type Flaw, factsOf, flawsIn, isAbsent, type Question } from "../check.ts";
import { inPairs, members, setsAsReleased } from "../pairs.ts";

/** What Route 53 answers by. Facts: docs/aws-facts.md 1 and 2. */
export const recordSetChecks: readonly Check[] = [
  {
    id: "zone",
    asks: "Is the hosted zone there, public, and of the site's names?",
    severity: "blocks",
    visitor: "Nothing of what is done here reaches anybody.",
    fix: ({ name }) => [`aws route53 list-hosted-zones-by-name --dns-name ${name}`, "hostedZone: { id: … }"],
    judge: ({ site, ground }) =>
      flawsIn(ground.zone, (zone) => {
        if (zone === null) return [`Route 53 has no hosted zone ${site.hostedZone.id}`];
        const strangers = site.names.filter(({ name }) => !`.${name}`.endsWith(`.${plainName(zone.name)}`));
        return [
          zone.isPrivate && `${site.hostedZone.id} is a private zone`,
          ...strangers.map(({ name }) => `${name} is not in the zone ${plainName(zone.name)}`),
        ];
      }),
  },
  {
    id: "pairs",
    asks: "Has each name a complete failover pair for IPv4?",
    severity: "blocks",
    visitor: "Errors for as long as the outage lasts: a PRIMARY without SECONDARY is answered always.",
    fix: (site) => pairFix(site, "A"),
    judge: (question) => pairFlaws(question, "A"),
  },
  {
    id: "pairs-ipv6",
    asks: "Has each name a complete failover pair for IPv6, where it has AAAA?",
    severity: "hurts",
    visitor: "Visitors with IPv6 stay on the failed side until the control plane moves the record sets.",
    fix: (site) => [
      "names: [{ name: …, types: [A] }], and take the AAAA record sets out of the zone: an S3 website has no IPv6",
      ...pairFix(site, "AAAA"),
    ],
    judge: (question) => pairFlaws(question, "AAAA"),
  },
  {
    id: "side-doors",
    asks: "Does no other record set of these names lead visitors past the pairs?",
    severity: "hurts",
    visitor:
      "Some browsers go to the failed side all the same: by AAAA, HTTPS or SVCB records that nobody moves.",
    fix: ({ hostedZone, names }) => [
      `aws route53 list-resource-record-sets --hosted-zone-id ${hostedZone.id} --start-record-name ${names[0]?.name ?? ""} --max-items 10`,
      "delete them, or list their type below names",
    ],
    judge: ({ site, ground }) =>
      flawsIn(ground.recordSets, (sets) =>
        sets.map(({ Name, Type }) => {
          const name = site.names.find((own) => own.name === plainName(Name));
          const listed = name?.types.some((type) => type === Type) === true;
          return (
            !listed &&
            leadsVisitors.includes(Type) &&
            `${plainName(Name)} has ${Type} record sets, which are not in sites.yml`
          );
        }),
      ),
  },
  {
    id: "primary-health-check",
    asks: "Does each PRIMARY have the health check?",
    severity: "blocks",
    visitor: "Errors for as long as the outage lasts: a PRIMARY without health check counts as healthy.",
    fix: ({ hostedZone, healthCheck }) => [
      `aws route53 change-resource-record-sets --hosted-zone-id ${hostedZone.id} --change-batch FILE  # UPSERT each PRIMARY as listed, with "HealthCheckId": "${healthCheck.id}"`,
    ],
    judge: (question) =>
      inPairs(question, "PRIMARY", ({ HealthCheckId }) => {
        if (HealthCheckId === undefined) return ["has no health check"];
        const { id } = question.site.healthCheck;
        return [HealthCheckId !== id && `has the health check ${HealthCheckId}, and sites.yml says ${id}`];
      }),
  },
  {
    id: "primary-target",
    asks: "Is each PRIMARY an alias of the primary, judged by its health check alone?",
    severity: "blocks",
    visitor: "Another answer than sites.yml says, or a failover that a target's own health decides.",
    fix: (site) => targetFix(site, "primary"),
    judge: (question) => inPairs(question, "PRIMARY", (set) => targetFaults(set, question.site, "primary")),
  },
  {
    id: "secondary-target",
    asks: "Is each SECONDARY an alias of the standby, by the name and zone id of its region?",
    severity: "blocks",
    visitor: "No answer, or another site's, once Route 53 has failed over.",
    fix: (site) => targetFix(site, "secondary"),
    judge: (question) =>
      inPairs(question, "SECONDARY", (set) => targetFaults(set, question.site, "secondary")),
  },
  {
    id: "ttl",
    asks: "Do resolvers ask again within a minute?",
    severity: "hurts",
    visitor: "The failed side for as long as the TTL says, after Route 53 has failed over.",
    fix: () => ["make them aliases (60 s), or write TTL 60"],
    judge: ({ ground }) =>
      flawsIn(ground.recordSets, (sets) =>
        sets.map(
          ({ Name, Type, TTL, Failover }) =>
            (TTL ?? 0) > 60 && `${plainName(Name)} ${Type} ${Failover ?? ""} has a TTL of ${TTL} s`,
        ),
      ),
  },
  {
    id: "protections",
    asks: "May the record sets be changed?",
    severity: "hurts",
    visitor:
      "Route 53's own failover still works; the latch, a hold or a force by the record sets are refused.",
    fix: ({ hostedZone, name }) => [
      `aws route53 delete-resource-record-set-protections --hosted-zone-id ${hostedZone.id} --protections RecordName=${name},RecordType=A`,
    ],
    judge: ({ site, ground }) =>
      flawsIn(ground.protections, (protections) =>
        protections
          .filter(({ name, type }) =>
            site.names.some((own) => own.name === plainName(name) && own.types.some((own) => own === type)),
          )
          .map(
            ({ name, type, comment }) =>
              `${plainName(name)} ${type} is protected${comment === "" ? "" : `: ${comment}`}`,
          ),
      ),
  },
  {
    id: "accelerated-recovery",
    asks: "Can the record sets be changed within an hour while us-east-1 is down?",
    severity: "note",
    visitor:
      "Route 53's own failover still works; whoever is to be moved by the record sets waits for us-east-1.",
    fix: ({ hostedZone }) => [
      `aws route53 update-hosted-zone-features --hosted-zone-id ${hostedZone.id} --enable-accelerated-recovery`,
    ],
    judge: ({ ground }) =>
      isAbsent(ground.zone)
        ? null
        : [
            ...flawsIn(ground.zone, (zone) => [recoveryFault(zone?.acceleratedRecovery ?? null)]),
            ...recoveryUnsaid(ground),
          ],
  },
  {
    id: "drift",
    asks: "Do the record sets stand as the control plane left them?",
    severity: "hurts",
    visitor: "As the record sets are; the control plane leaves them alone until a person has looked.",
    fix: ({ name }) => [
      `override '{"action":"status","site":"${name}"}'`,
      "undo the edit, or release: docs/runbook.md#records-edited",
    ],
    judge: ({ ground }) =>
      isAbsent(ground.record) ? null : flawsIn(ground.record, (record) => [record?.drift ?? null]),
  },
];

/** Types by which a browser finds an address. */
const leadsVisitors = ["A", "AAAA", "CNAME", "HTTPS", "SVCB"];

function pairFlaws(question: Question, type: RecordType): readonly Flaw[] | null {
  const names = question.site.names.filter(({ types }) => types.includes(type));
  if (names.length === 0) return null;
  return flawsIn(setsAsReleased(question), (sets) =>
    names.flatMap(({ name }) => {
      const fault = pairFault(members(sets, name, type));
      return fault === null ? [] : [`${name} ${type} ${fault}`];
    }),
  );
}

function pairFault(pair: readonly RecordSet[]): string | null {
  if (pair.length === 0) return "has no record set";
  if (pair.some(({ Failover }) => Failover === undefined)) return "is no failover record set";
  const primaries = pair.filter(({ Failover }) => Failover === "PRIMARY").length;
  if (primaries === 0) return "has no PRIMARY";
  return pair.length === primaries ? "has no SECONDARY" : null;
}

function targetFaults({ AliasTarget }: RecordSet, site: Site, side: SideName): readonly (string | false)[] {
  const { domainName, hostedZoneId, kind } = site[side].target;
  if (AliasTarget === undefined) return [`is no alias, and should be one of ${domainName}`];
  return [
    plainName(AliasTarget.DNSName) !== plainName(domainName) &&
      `points at ${plainName(AliasTarget.DNSName)}, not at ${domainName}`,
    AliasTarget.HostedZoneId !== hostedZoneId &&
      `has the zone id ${AliasTarget.HostedZoneId}; that of ${kind === "s3-website" ? site[side].region : domainName} is ${hostedZoneId}`,
    side === "primary" && AliasTarget.EvaluateTargetHealth && "has EvaluateTargetHealth true",
  ];
}

const pairFix = ({ hostedZone, secondary: { target } }: Site, type: RecordType): readonly string[] => [
  `aws route53 change-resource-record-sets --hosted-zone-id ${hostedZone.id} --change-batch FILE  # CREATE the SECONDARY ${type}: alias of ${target.domainName} in ${target.hostedZoneId}`,
];

const targetFix = (site: Site, side: SideName): readonly string[] => {
  const { domainName, hostedZoneId } = site[side].target;
  return [
    `aws route53 change-resource-record-sets --hosted-zone-id ${site.hostedZone.id} --change-batch FILE  # UPSERT with AliasTarget {"HostedZoneId": "${hostedZoneId}", "DNSName": "${domainName}", "EvaluateTargetHealth": false}`,
  ];
};

const recoveryFault = (status: string | null): string | false =>
  status !== null && status !== "ENABLED" && `accelerated recovery of the zone is ${status}`;

const recoveryUnsaid = ({ zone }: Question["ground"]): readonly Flaw[] =>
  zone.kind === "known" && zone.value?.acceleratedRecovery === null
    ? [{ kind: "unread", because: "Route 53 does not say whether the zone has accelerated recovery" }]
    : factsOf([]);
