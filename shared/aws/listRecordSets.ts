import {
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandInput,
  type ListResourceRecordSetsCommandOutput,
  type ResourceRecordSet,
} from "@aws-sdk/client-route-53";
import { plainName, type RecordSet } from "../model/recordSet.ts";
import type { Route53 } from "./clients.ts";

/** A name has two members for each of two types; a page of 300 would be read for nothing. */
const pageSize = 10;

/**
 * The record sets of one name and its types. Route 53 lists a zone in the order of reversed labels and starts at the
 * name asked for, so the name's own come first and the first other name ends the reading.
 */
export async function listRecordSets(
  route53: Route53,
  zone: string,
  site: { readonly name: string; readonly types: readonly string[] },
): Promise<RecordSet[]> {
  const own: RecordSet[] = [];
  let start: Start | null = { StartRecordName: site.name };
  while (start !== null) {
    const page: ListResourceRecordSetsCommandOutput = await route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: zone, MaxItems: pageSize, ...start }),
    );
    const listed = page.ResourceRecordSets ?? [];
    const ofName = listed.filter((set) => sameName(set.Name ?? "", site.name));
    own.push(...ofName.filter((set) => site.types.some((type) => type === set.Type)).map(asRecordSet));
    start = ofName.length === listed.length ? nextStart(page) : null;
  }
  return own;
}

type Start = Pick<
  ListResourceRecordSetsCommandInput,
  "StartRecordName" | "StartRecordType" | "StartRecordIdentifier"
>;

function nextStart(page: ListResourceRecordSetsCommandOutput): Start | null {
  if (page.IsTruncated !== true) return null;
  return {
    StartRecordName: page.NextRecordName,
    StartRecordType: page.NextRecordType,
    StartRecordIdentifier: page.NextRecordIdentifier,
  };
}

/** Route 53 lists every character but a-z, 0-9, "-", "_" and "." as an octal escape: "*" is "\052". */
function sameName(listed: string, wanted: string): boolean {
  const decoded = listed.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
  return plainName(decoded) === plainName(wanted);
}

/** As listed, to the letter, without the fields that only the SDK's types have: a DELETE repeats it. */
function asRecordSet(listed: ResourceRecordSet): RecordSet {
  const { Name, Type } = listed;
  if (Name === undefined || Type === undefined)
    throw new Error("Route 53 listed a record set without name or type");
  const said = Object.entries(listed).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(said), Name, Type };
}
