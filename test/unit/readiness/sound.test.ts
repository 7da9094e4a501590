import { expect, test } from "vitest";
import { exampleSite } from "../../../drill/exampleSite.ts";
import { minutes } from "../../../shared/model/time.ts";
import { checks } from "../../../shared/readiness/table.ts";
import { calmWorld, readinessIn } from "../../fixtures/groundWorld.ts";

test("a site set up as the README asks for is ready, in every check that applies to it", async () => {
  const heartbeat = { key: ".failover/heartbeat", every: minutes(1) };
  const site = { ...exampleSite, replication: { ...exampleSite.replication, heartbeat } };
  const readiness = await readinessIn(await calmWorld(site));
  expect(readiness.checked.filter(({ verdict }) => verdict.kind !== "ok")).toEqual([]);
  const asked = readiness.checked.map(({ check }) => check.id);
  // It has no switch, and no site beside it is declared for drills.
  const others = checks.map(({ id }) => id).filter((id) => !id.startsWith("switch-") && id !== "live-drill");
  expect(asked).toEqual(others);
});
