import { expect } from "vitest";
import type { ProvisionedPlace } from "./provisionedPlace.ts";

/** What `failover check` says of the place's one site: all of it, whatever its severity. */
export interface ReadinessFound {
  readonly code: number;
  /** Ids of findings, in the alphabet's order. */
  readonly findings: readonly string[];
  /** By id, why it could not be told. */
  readonly unknown: Readonly<Record<string, string>>;
  readonly asked: number;
}

export async function readinessFound(place: ProvisionedPlace): Promise<ReadinessFound> {
  const said = await place.failover("check", "--json");
  const [{ checks }]: [{ checks: { id: string; kind: string; because?: string }[] }] = JSON.parse(said.out);
  const of = (kind: string) => checks.filter((one) => one.kind === kind);
  return {
    code: said.code,
    findings: of("finding")
      .map(({ id }) => id)
      .sort(),
    unknown: Object.fromEntries(of("unknown").map(({ id, because = "" }) => [id, because])),
    asked: checks.length,
  };
}

/** By id, the checks that neither emulator lets anybody answer, each with the reason that it gives itself. */
export const notServed = {
  certificates: expect.stringContaining("ENOTFOUND"),
  protections: expect.stringContaining("record set protections: "),
  "accelerated-recovery": "Route 53 does not say whether the zone has accelerated recovery",
  "requester-pays": "the payer of www.example.com: S3 does not say who pays",
};

const noRecord = "the record of www.example.com: the bucket of record and journal was not given";

/** The same where no service is deployed beside the site. */
export const notDeployed = {
  "alarm-canary": "the canary's last arrival: the bucket of record and journal was not given",
  drift: noRecord,
  loop: noRecord,
  armed: noRecord,
  "live-drill": noRecord,
  replica: noRecord,
  journal: "the bucket of record and journal was not given",
  people: "the topic of the notices was not given",
};
