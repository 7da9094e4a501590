import type { Route53Client } from "@aws-sdk/client-route-53";
import { startDnsServer } from "./dnsServer.ts";
import { freePort } from "./freePort.ts";
import { type HealthChange, startHealthChecks } from "./healthChecks.ts";
import { repeat } from "./repeat.ts";
import { answerFromZone, plainName, type Targets } from "./zoneAnswer.ts";
import { readZone, type Zone } from "./zoneReader.ts";

export type DataPlane = {
  /** The zone's authoritative name server, on 127.0.0.1. */
  readonly port: number;
  /** By Route 53's own health checkers; an unknown id is healthy. */
  healthy(healthCheckId: string): boolean;
  onChange(listener: (change: HealthChange) => void): void;
  /** What went wrong in the stand-in itself: an alias target without address, a zone that can't be read. */
  problems(): readonly string[];
  stop(): Promise<void>;
};

export type DataPlaneOptions = {
  readonly route53: Route53Client;
  readonly hostedZoneId: string;
  /** Addresses of alias targets and of health-checked hosts, by name. */
  readonly targets: Readonly<Record<string, { readonly a?: string; readonly aaaa?: string }>>;
  readonly port?: number;
  readonly refreshEveryMs?: number;
  readonly probeEveryMs?: number;
  readonly probeTimeoutMs?: number;
  /** Of aliases; default: Route 53's. */
  readonly aliasTtlSeconds?: number | undefined;
};

/**
 * The stand-in for Route 53's data plane: it answers from the zone in the control plane, and does its own health
 * checks. While the control plane can't be reached it goes on with the zone it last read, as the real one does.
 */
export async function startDataPlane(options: DataPlaneOptions): Promise<DataPlane> {
  const { route53, hostedZoneId, refreshEveryMs = 250, probeEveryMs = 200, probeTimeoutMs = 1000 } = options;
  const targets: Targets = new Map(
    Object.entries(options.targets).map(([name, at]) => [plainName(name), at]),
  );
  const problems = new Set<string>();
  const note = (error: unknown) => void problems.add(error instanceof Error ? error.message : String(error));

  let zone: Zone = await readZone(route53, hostedZoneId);
  const health = startHealthChecks({ targets, probeEveryMs, probeTimeoutMs });
  health.update(zone.healthChecks);
  const refreshing = repeat(refreshEveryMs, async () => {
    try {
      zone = await readZone(route53, hostedZoneId);
      health.update(zone.healthChecks);
    } catch (error) {
      note(error);
    }
  });
  const server = await startDnsServer({
    address: "127.0.0.1",
    port: options.port ?? (await freePort("127.0.0.1")),
    answer: (question) =>
      answerFromZone(zone.recordSets, question, health.healthy, targets, options.aliasTtlSeconds),
    onError: note,
  });
  return {
    port: server.port,
    healthy: health.healthy,
    onChange: health.onChange,
    problems: () => [...problems],
    async stop() {
      await Promise.all([server.stop(), health.stop(), refreshing.stop()]);
    },
  };
}
