import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import type { RecordType } from "../shared/model/site.ts";
import { type DurationMs, seconds } from "../shared/model/time.ts";
import { dotted, type ZoneVersion } from "./aws/zone.ts";

/** What a name server answers; no addresses: there is no such record. */
export interface Answer {
  readonly addresses: readonly string[];
  readonly ttlSeconds: number;
}

export interface AnswerSources {
  /** Route 53's verdict on a health check, as the name servers have it. */
  healthy(healthCheckId: string): boolean;
  /** Addresses of an alias target. */
  addressesOf(host: string, type: RecordType): readonly string[];
}

/** TTL of answers from aliases to CloudFront and S3 websites (aws-facts 1, measured by others). */
export const aliasTtl: DurationMs = seconds(60);
const aliasTtlSeconds = aliasTtl / 1000;

/** Route 53's authoritative name servers for one zone: each has its own version of the zone for a while after a change. */
export class NameServers {
  readonly #sources: AnswerSources;
  readonly #zones: ZoneVersion[];
  readonly endpoints: readonly string[];

  constructor(sources: AnswerSources, zone: ZoneVersion, endpoints: readonly string[]) {
    this.#sources = sources;
    this.#zones = endpoints.map(() => zone);
    this.endpoints = endpoints;
  }

  publish(server: number, zone: ZoneVersion): void {
    this.#zones[server] = zone;
  }

  answer(server: number, name: string, type: RecordType): Answer {
    const sets = (this.#zones[server] ?? []).filter((set) => set.Name === dotted(name) && set.Type === type);
    const chosen = this.#chosen(sets);
    if (chosen === undefined) return { addresses: [], ttlSeconds: aliasTtlSeconds };
    if (chosen.AliasTarget !== undefined) {
      const addresses = this.#sources.addressesOf(chosen.AliasTarget.DNSName ?? "", type);
      return { addresses, ttlSeconds: aliasTtlSeconds };
    }
    const addresses = (chosen.ResourceRecords ?? []).flatMap((record) => record.Value ?? []);
    return { addresses, ttlSeconds: chosen.TTL ?? aliasTtlSeconds };
  }

  /**
   * The failover table (aws-facts 1): PRIMARY while it is healthy, else SECONDARY if that is, else PRIMARY as the last
   * resort. Without a health check a record is always healthy.
   */
  #chosen(sets: readonly ResourceRecordSet[]): ResourceRecordSet | undefined {
    const primary = sets.find((set) => set.Failover === "PRIMARY");
    const secondary = sets.find((set) => set.Failover === "SECONDARY");
    if (primary === undefined) return secondary ?? sets[0];
    if (secondary === undefined || this.#isHealthy(primary)) return primary;
    return this.#isHealthy(secondary) ? secondary : primary;
  }

  #isHealthy({ HealthCheckId }: ResourceRecordSet): boolean {
    return HealthCheckId === undefined || this.#sources.healthy(HealthCheckId);
  }
}
