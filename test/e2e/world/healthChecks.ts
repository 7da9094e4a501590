import type { HealthCheck, HealthCheckConfig } from "@aws-sdk/client-route-53";
import { type ProbeResult, probeEndpoint } from "./endpointProbe.ts";
import { repeat } from "./repeat.ts";
import type { Targets } from "./zoneAnswer.ts";

export type HealthChange = {
  readonly healthCheckId: string;
  readonly healthy: boolean;
  readonly because: string;
};

export type HealthChecks = {
  /** What Route 53's control plane now holds; a check that changed starts afresh. */
  update(checks: readonly HealthCheck[]): void;
  healthy(healthCheckId: string): boolean;
  onChange(listener: (change: HealthChange) => void): void;
  stop(): Promise<void>;
};

export type HealthCheckerOptions = {
  readonly targets: Targets;
  /** Stands for RequestInterval (10 or 30 s on AWS). */
  readonly probeEveryMs: number;
  readonly probeTimeoutMs: number;
};

type Watched = {
  readonly check: HealthCheck;
  /** As probed, before Inverted. A new check is healthy until there is enough data. */
  passing: boolean;
  streak: number;
  said: string;
};

const endpointTypes: ReadonlySet<string> = new Set([
  "HTTP",
  "HTTPS",
  "HTTP_STR_MATCH",
  "HTTPS_STR_MATCH",
  "TCP",
]);

/** Route 53's health checkers (aws-facts.md, 2), with one prober for each check where AWS has a fleet. */
export function startHealthChecks(options: HealthCheckerOptions): HealthChecks {
  const watched = new Map<string, Watched>();
  const listeners: ((change: HealthChange) => void)[] = [];
  const told = new Map<string, boolean>();
  const tell = (healthCheckId: string) => {
    const healthy = isHealthy(healthCheckId, watched);
    if ((told.get(healthCheckId) ?? true) === healthy) return;
    told.set(healthCheckId, healthy);
    const because = watched.get(healthCheckId)?.said ?? "";
    for (const listener of listeners) listener({ healthCheckId, healthy, because });
  };
  const probing = repeat(options.probeEveryMs, async () => {
    await Promise.all([...watched.values()].map((each) => probe(each, options)));
    for (const id of watched.keys()) tell(id);
  });

  return {
    update(checks) {
      const wanted = new Map(checks.map((check) => [check.Id ?? "", check]));
      for (const id of watched.keys()) if (!wanted.has(id)) watched.delete(id);
      for (const [id, check] of wanted)
        if (changed(watched.get(id)?.check, check)) watched.set(id, fresh(check));
    },
    healthy: (healthCheckId) => isHealthy(healthCheckId, watched),
    onChange: (listener) => void listeners.push(listener),
    stop: probing.stop,
  };
}

async function probe(each: Watched, { targets, probeTimeoutMs }: HealthCheckerOptions): Promise<void> {
  const config = each.check.HealthCheckConfig;
  if (config === undefined || !endpointTypes.has(config.Type ?? "") || config.Disabled) return;
  count(each, await probeEndpoint(config, targets, probeTimeoutMs), config.FailureThreshold ?? 3);
}

/** FailureThreshold consecutive results to the contrary change the verdict, both ways. */
function count(each: Watched, { passed, said }: ProbeResult, threshold: number): void {
  each.said = said;
  each.streak = passed === each.passing ? 0 : each.streak + 1;
  if (each.streak < threshold) return;
  each.passing = passed;
  each.streak = 0;
}

/** An id nobody knows is healthy: Route 53 keeps answering when a record's health check was deleted. */
function isHealthy(healthCheckId: string, watched: ReadonlyMap<string, Watched>): boolean {
  const each = watched.get(healthCheckId);
  const config = each?.check.HealthCheckConfig;
  if (each === undefined || config === undefined || config.Disabled) return true;
  const passing = config.Type === "CALCULATED" ? calculated(config, watched) : each.passing;
  return config.Inverted ? !passing : passing;
}

function calculated(config: HealthCheckConfig, watched: ReadonlyMap<string, Watched>): boolean {
  const healthyChildren = (config.ChildHealthChecks ?? []).filter((child) => isHealthy(child, watched));
  return healthyChildren.length >= (config.HealthThreshold ?? 0);
}

function fresh(check: HealthCheck): Watched {
  return { check, passing: true, streak: 0, said: "No data yet" };
}

function changed(before: HealthCheck | undefined, now: HealthCheck): boolean {
  return before === undefined || before.HealthCheckVersion !== now.HealthCheckVersion;
}
