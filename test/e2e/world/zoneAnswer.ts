import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import type { Answer, RecordType } from "dns-packet";
import { chooseRecordSet, type IsHealthy } from "./failoverChoice.ts";
import { recordsOf } from "./zoneRecords.ts";

/** Where the names of AWS endpoints lead in this world: loopback addresses. No `aaaa`: the target has no IPv6. */
export type Targets = ReadonlyMap<string, { readonly a?: string; readonly aaaa?: string }>;

export type Question = { readonly name: string; readonly type: RecordType };

export type ZoneAnswer =
  | { readonly kind: "answer"; readonly answers: readonly Answer[] }
  | { readonly kind: "noData"; readonly soa: readonly Answer[] }
  | { readonly kind: "noSuchName"; readonly soa: readonly Answer[] }
  | { readonly kind: "notOurs" };

/** Route 53 answers an alias with its target's TTL: 60 s for CloudFront and S3 websites (aws-facts.md, 1). */
const usualTtlSeconds = 60;

export function answerFromZone(
  zone: readonly ResourceRecordSet[],
  question: Question,
  isHealthy: IsHealthy,
  targets: Targets,
  aliasTtlSeconds = usualTtlSeconds,
): ZoneAnswer {
  const name = plainName(question.name);
  const soa = zone.find((set) => set.Type === "SOA");
  const apex = plainName(soa?.Name ?? "");
  if (soa === undefined || (name !== apex && !name.endsWith(`.${apex}`))) return { kind: "notOurs" };

  const answers = resolve({ zone, isHealthy, targets, aliasTtlSeconds }, name, question);
  if (answers.length > 0) return { kind: "answer", answers };
  const negative = recordsOf(soa, apex);
  const exists = zone.some((set) => ownerIs(set, name) || plainName(set.Name).endsWith(`.${name}`));
  return exists ? { kind: "noData", soa: negative } : { kind: "noSuchName", soa: negative };
}

type Context = {
  readonly zone: readonly ResourceRecordSet[];
  readonly isHealthy: IsHealthy;
  readonly targets: Targets;
  readonly aliasTtlSeconds: number;
};

function resolve(context: Context, owner: string, question: Question, depth = 0): readonly Answer[] {
  if (depth > 8) throw new Error(`Aliases at ${question.name} lead in a circle`);
  const atOwner = context.zone.filter((set) => ownerIs(set, owner));
  const ofType = atOwner.filter((set) => set.Type === question.type);
  const chosen = chooseRecordSet(ofType.length > 0 ? ofType : cnames(atOwner), context.isHealthy);
  if (chosen === undefined) return [];
  const asked = plainName(question.name);
  const alias = chosen.AliasTarget?.DNSName;
  if (alias === undefined) return recordsOf(chosen, asked);
  const targetName = plainName(alias);
  const inZone = context.zone.some((set) => ownerIs(set, targetName));
  if (inZone) return resolve(context, targetName, question, depth + 1);
  return atTarget(context, targetName, { ...question, name: asked });
}

function atTarget(
  { targets, aliasTtlSeconds: ttl }: Context,
  targetName: string,
  { name, type }: Question,
): readonly Answer[] {
  const target = targets.get(targetName);
  if (target === undefined) throw new Error(`The test gave no address for the alias target ${targetName}`);
  if (type === "A" && target.a) return [{ name, type, ttl, data: target.a }];
  if (type === "AAAA" && target.aaaa) return [{ name, type, ttl, data: target.aaaa }];
  return [];
}

function cnames(sets: readonly ResourceRecordSet[]): readonly ResourceRecordSet[] {
  return sets.filter((set) => set.Type === "CNAME");
}

function ownerIs(set: ResourceRecordSet, name: string): boolean {
  return plainName(set.Name) === name;
}

/** Lower case, without the final dot. */
export function plainName(name: string | undefined): string {
  return (name ?? "").toLowerCase().replace(/\.$/, "");
}
