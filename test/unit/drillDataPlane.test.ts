import { expect, test } from "vitest";
import { type HealthCheckSpec, HealthChecks } from "../../drill/aws/healthChecks.ts";
import { chanceFrom } from "../../drill/chance.ts";
import { NameServers } from "../../drill/nameServers.ts";
import { VirtualTime } from "../../drill/virtualTime.ts";
import { epochMs, seconds } from "../../shared/model/time.ts";

const start = epochMs(Date.UTC(2026, 0, 13));
const endpoint: HealthCheckSpec = {
  kind: "endpoint",
  id: "endpoint",
  interval: seconds(30),
  threshold: 3,
  inverted: false,
  disabled: false,
};

test("an endpoint that dies is unhealthy after threshold x interval at most, and not before two whole intervals", () => {
  const { time, fail, changes } = checked([endpoint]);
  fail(1);
  run(time, 300);
  expect(changes).toHaveLength(1);
  expect(changes[0]?.healthy).toBe(false);
  expect(changes[0]?.after).toBeGreaterThan(60);
  expect(changes[0]?.after).toBeLessThanOrEqual(90);
});

test("an endpoint that fails for less than the threshold stays healthy", () => {
  const { time, fail, changes } = checked([endpoint]);
  fail(1);
  run(time, 40);
  fail(0);
  run(time, 300);
  expect(changes).toEqual([]);
});

test("while more than 18 % of the checkers reach the endpoint it is healthy", () => {
  // 16 checkers in 8 regions: 2 of 16 are 12.5 %, 4 of 16 are 25 %.
  const { time, failIn, checks } = checked([endpoint]);
  failIn(6);
  run(time, 300);
  expect(checks.healthy("endpoint")).toBe(true);
  failIn(7);
  run(time, 600);
  expect(checks.healthy("endpoint")).toBe(false);
});

test("a half dead endpoint is found out by its probes, one by one", () => {
  const { time, fail, checks } = checked([{ ...endpoint, threshold: 1 }]);
  fail(0.98);
  run(time, 600);
  expect(checks.healthy("endpoint")).toBe(false);
});

test("inverted, disabled and calculated checks follow their endpoint", () => {
  const inverted: HealthCheckSpec = { ...endpoint, id: "inverted", inverted: true };
  const disabled: HealthCheckSpec = { ...endpoint, id: "disabled", disabled: true };
  const both: HealthCheckSpec = {
    kind: "calculated",
    id: "both",
    children: ["endpoint", "disabled"],
    healthThreshold: 2,
    inverted: false,
    disabled: false,
  };
  const { time, fail, checks } = checked([endpoint, inverted, disabled, both]);
  expect(["endpoint", "inverted", "disabled", "both"].map((id) => checks.healthy(id))).toEqual([
    true,
    false,
    true,
    true,
  ]);
  fail(1);
  run(time, 300);
  expect(["endpoint", "inverted", "disabled", "both"].map((id) => checks.healthy(id))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test.each([
  { primary: true, secondary: true, answer: "198.51.100.1" },
  { primary: true, secondary: false, answer: "198.51.100.1" },
  { primary: false, secondary: true, answer: "203.0.113.1" },
  { primary: false, secondary: false, answer: "198.51.100.1" },
])(
  "primary healthy: $primary, secondary healthy: $secondary: answers $answer",
  ({ primary, secondary, answer }) => {
    const servers = pair({ primary, secondary }, { primary: "p", secondary: "s" });
    expect(servers.answer(0, "www.example.com", "A").addresses).toEqual([answer]);
  },
);

test("a secondary without a health check is healthy for ever, a primary without one never fails over", () => {
  const dead = { primary: false, secondary: false };
  const answer = (checks: { primary?: string; secondary?: string }) =>
    pair(dead, checks).answer(0, "www.example.com", "A").addresses;
  expect(answer({ primary: "p" })).toEqual(["203.0.113.1"]);
  expect(answer({ secondary: "s" })).toEqual(["198.51.100.1"]);
});

function checked(specs: readonly HealthCheckSpec[]) {
  const time = new VirtualTime(start);
  const changes: { after: number; healthy: boolean }[] = [];
  let outlook = (_region: string): number => 0;
  const checks = new HealthChecks(
    { time, chance: chanceFrom(7) },
    specs,
    (_, region) => outlook(region),
    (id, healthy) => {
      if (id === "endpoint") changes.push({ after: (time.now - start) / 1000, healthy });
    },
  );
  const set = (next: (region: string) => number): void => {
    outlook = next;
    checks.look();
  };
  const regions = [
    "us-east-1",
    "us-west-1",
    "us-west-2",
    "eu-west-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "sa-east-1",
  ];
  return {
    time,
    checks,
    changes,
    fail: (share: number) => set(() => share),
    failIn: (count: number) => set((region) => (regions.indexOf(region) < count ? 1 : 0)),
  };
}

function run(time: VirtualTime, untilSeconds: number): void {
  while (time.advance(epochMs(start + untilSeconds * 1000))) {}
}

function pair(
  healthy: { readonly primary: boolean; readonly secondary: boolean },
  checks: { readonly primary?: string; readonly secondary?: string },
): NameServers {
  const record = (Failover: "PRIMARY" | "SECONDARY", Value: string, check: string | undefined) => ({
    Name: "www.example.com.",
    Type: "A" as const,
    SetIdentifier: Failover,
    Failover,
    TTL: 60,
    ResourceRecords: [{ Value }],
    ...(check !== undefined && { HealthCheckId: check }),
  });
  const zone = [
    record("PRIMARY", "198.51.100.1", checks.primary),
    record("SECONDARY", "203.0.113.1", checks.secondary),
  ];
  const sources = {
    healthy: (id: string) => (id === "p" ? healthy.primary : healthy.secondary),
    addressesOf: () => [],
  };
  return new NameServers(sources, zone, ["192.0.2.1:53"]);
}
