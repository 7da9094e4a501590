import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import type { Answer } from "dns-packet";

/** The records of a non-alias record set, as they go on the wire. */
export function recordsOf(set: ResourceRecordSet, name: string): readonly Answer[] {
  return (set.ResourceRecords ?? []).map(({ Value }) => record(set, name, Value ?? ""));
}

function record(set: ResourceRecordSet, name: string, value: string): Answer {
  const ttl = set.TTL ?? 0;
  switch (set.Type) {
    case "A":
    case "AAAA":
      return { name, ttl, type: set.Type, data: value };
    case "NS":
    case "CNAME":
    case "PTR":
      return { name, ttl, type: set.Type, data: value.replace(/\.$/, "") };
    case "TXT":
      return { name, ttl, type: "TXT", data: strings(value) };
    case "SOA":
      return { name, ttl, type: "SOA", data: soa(value) };
    default:
      throw new Error(`This stand-in can't answer ${set.Type} records (${set.Name})`);
  }
}

function strings(value: string): string[] {
  return [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => (text ?? "").replace(/\\(.)/g, "$1"));
}

function soa(value: string) {
  const [mname = "", rname = "", serial, refresh, retry, expire, minimum] = value.split(/\s+/);
  return {
    mname: mname.replace(/\.$/, ""),
    rname: rname.replace(/\.$/, ""),
    serial: Number(serial),
    refresh: Number(refresh),
    retry: Number(retry),
    expire: Number(expire),
    minimum: Number(minimum),
  };
}
