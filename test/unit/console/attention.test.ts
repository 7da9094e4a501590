import { beforeAll, describe, expect, test } from "vitest";
import { attentionTo, inOrder } from "../../../cli/console/attention.ts";
import type { SiteSeen } from "../../../cli/console/wire.ts";
import { noEvidence } from "../../../shared/model/observation.ts";
import { epochMs, minutes } from "../../../shared/model/time.ts";
import { answerOverride } from "../../../shared/override/answer.ts";
import type { SiteStatus } from "../../../shared/override/status.ts";
import { reconcile } from "../../../shared/reconcile.ts";
import { aMemory, portsOver } from "../../fixtures/memory.ts";
import { aSite } from "../../fixtures/site.ts";

let calm: SiteStatus;
let now: ReturnType<typeof epochMs>;
beforeAll(async () => {
  const memory = aMemory();
  const ports = portsOver(memory);
  await reconcile(ports, aSite(), noEvidence);
  const answer = await answerOverride(ports, [aSite()], { action: "status", site: aSite().name }, null);
  if ("error" in answer) throw new Error("no status");
  calm = answer.status;
  now = ports.clock.now();
});

const site = (name: string, changed: Partial<SiteStatus> = {}): SiteSeen => ({
  site: name,
  seen: { at: now, nextEntry: 1, status: { ...calm, ...changed } },
  trouble: null,
});
const down = { health: "down", because: "timeout" } as const;

describe("a site", () => {
  test.each<[string, Partial<SiteStatus> | (() => Partial<SiteStatus>), string]>([
    ["that is well is calm", {}, "calm"],
    [
      "whose visitors are sent to a side that is down needs a person",
      () => ({ sides: { ...calm.sides, primary: down } }),
      "act",
    ],
    ["of which nobody knows who serves needs a person", { traffic: "unknown" }, "act"],
    ["whose records were edited needs a person", { drift: "edited" }, "act"],
    ["on its standby, served well, is to be watched", { phase: "failedOver", traffic: "secondary" }, "watch"],
    ["whose visitors are on their way is to be watched", { traffic: "split" }, "watch"],
    ["whose replica is not fit is to be known of", { fit: "unfit" }, "know"],
    ["in shadow is to be known of", { arming: "shadow" }, "know"],
    [
      "whose standby is down is to be known of",
      () => ({ sides: { ...calm.sides, secondary: down } }),
      "know",
    ],
  ])("%s", (_, changed, level) => {
    const part = typeof changed === "function" ? changed() : changed;
    expect(attentionTo(site("a", part), now).level).toBe(level);
  });

  test("that can't be seen needs a person, whatever was seen last", () => {
    const unseen = { ...site("a"), trouble: { since: now, because: "no credentials", remedy: null } };
    expect(attentionTo(unseen, now)).toEqual({ level: "act", says: "can't be seen: no credentials" });
  });

  test("whose controller has not run yet needs a person", () => {
    expect(attentionTo(site("a", { lastRunAt: null }), now).level).toBe("act");
  });

  test("whose controller has not run for more than five minutes needs a person", () => {
    const later = epochMs(Date.parse(calm.lastRunAt ?? "") + minutes(6));
    expect(attentionTo(site("a"), later)).toEqual({
      level: "act",
      says: "THE CONTROLLER IS SILENT, last run 6 min ago",
    });
  });
});

test("what needs a person stands first, and then by name", () => {
  const sites = [
    site("d"),
    site("c", { fit: "unfit" }),
    site("b"),
    site("a", { traffic: "split" }),
    site("e", { drift: "edited" }),
  ];
  expect(inOrder(sites, now).map((one) => one.site)).toEqual(["e", "a", "c", "b", "d"]);
});
