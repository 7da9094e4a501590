import type { Change, ResourceRecordSet } from "@aws-sdk/client-route-53";

/** One version of a hosted zone: its record sets, in the order Route 53 lists them. */
export type ZoneVersion = readonly ResourceRecordSet[];

/** "name type" to the comment of its protection. */
export type Protections = ReadonlyMap<string, string>;

export type BatchAnswer =
  | { readonly kind: "applied"; readonly zone: ZoneVersion }
  | { readonly kind: "refused"; readonly messages: readonly string[] };

/** A batch is a transaction: all of its changes, in order, or none and a message for each that is wrong (aws-facts 1). */
export function applyBatch(
  zone: ZoneVersion,
  changes: readonly Change[],
  protections: Protections,
): BatchAnswer {
  const messages: string[] = [];
  let next = [...zone];
  for (const change of changes) {
    const wanted = normal(change.ResourceRecordSet);
    const protection = protections.get(`${wanted.Name} ${wanted.Type}`);
    const problem =
      protection === undefined ? problemOf(change.Action, wanted, next) : protectedBy(wanted, protection);
    if (problem !== null) messages.push(problem);
    next = next.filter((set) => identity(set) !== identity(wanted));
    if (change.Action !== "DELETE") next.push(wanted);
  }
  return messages.length > 0
    ? { kind: "refused", messages }
    : { kind: "applied", zone: next.sort(inListOrder) };
}

/** As Route 53 keeps it: names in lower case with the trailing dot. */
export function normal(set: ResourceRecordSet | undefined): ResourceRecordSet {
  if (set?.Name === undefined || set.Type === undefined) throw new Error("a record set needs Name and Type");
  const alias = set.AliasTarget;
  const target = alias && { ...alias, DNSName: dotted(alias.DNSName ?? "") };
  return { ...set, Name: dotted(set.Name), ...(target && { AliasTarget: target }) };
}

export const dotted = (name: string): string => `${name.toLowerCase().replace(/\.$/, "")}.`;

/** Names by their labels from the right, then types, then set identifiers. */
export function inListOrder(a: ResourceRecordSet, b: ResourceRecordSet): number {
  return compare(listKey(a), listKey(b));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const listKey = (set: ResourceRecordSet): string =>
  `${(set.Name ?? "").split(".").reverse().join(".")} ${set.Type ?? ""} ${set.SetIdentifier ?? ""}`;

function problemOf(action: Change["Action"], wanted: ResourceRecordSet, zone: ZoneVersion): string | null {
  const present = zone.find((set) => identity(set) === identity(wanted));
  if (action === "DELETE") {
    if (present === undefined)
      return `Tried to delete resource record set ${named(wanted)} but it was not found`;
    if (content(present) === content(wanted)) return null;
    return `Tried to delete resource record set ${named(wanted)} but the values provided do not match the current values`;
  }
  if (action === "CREATE" && present !== undefined) {
    return `Tried to create resource record set ${named(wanted)} but it already exists`;
  }
  return invalid(wanted, zone);
}

/** "You can't set EvaluateTargetHealth to true when the alias target is a CloudFront distribution" (aws-facts 1). */
function invalid(wanted: ResourceRecordSet, zone: ZoneVersion): string | null {
  if (wanted.AliasTarget?.HostedZoneId === cloudFrontZone && wanted.AliasTarget.EvaluateTargetHealth) {
    return `EvaluateTargetHealth can't be true for the CloudFront alias ${named(wanted)}`;
  }
  const rival = zone.find((set) => sameRole(set, wanted) && identity(set) !== identity(wanted));
  return rival === undefined
    ? null
    : `${named(wanted)} cannot be created because ${named(rival)} is ${rival.Failover} already`;
}

const cloudFrontZone = "Z2FDTNDATAQYW2";

const sameRole = (a: ResourceRecordSet, b: ResourceRecordSet): boolean =>
  a.Failover !== undefined && a.Failover === b.Failover && a.Name === b.Name && a.Type === b.Type;

const protectedBy = (set: ResourceRecordSet, comment: string): string =>
  `The resource record set ${named(set)} is protected: ${comment}`;

const identity = (set: ResourceRecordSet): string => `${set.Name} ${set.Type} ${set.SetIdentifier ?? ""}`;

function named(set: ResourceRecordSet): string {
  const id = set.SetIdentifier === undefined ? "" : `, set-identifier='${set.SetIdentifier}'`;
  return `[name='${set.Name}', type='${set.Type}'${id}]`;
}

/** Everything a DELETE has to repeat to the letter. */
const content = (set: ResourceRecordSet): string =>
  JSON.stringify([
    identity(set),
    set.Failover,
    set.HealthCheckId,
    set.TTL,
    set.ResourceRecords?.map((record) => record.Value),
    set.AliasTarget && [
      set.AliasTarget.HostedZoneId,
      set.AliasTarget.DNSName,
      set.AliasTarget.EvaluateTargetHealth,
    ],
  ]);
