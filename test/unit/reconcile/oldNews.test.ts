import { describe, expect, it } from "vitest";
import { type Evidence, noEvidence } from "../../../shared/model/observation.ts";
import { type EpochMs, epochMs, minutes } from "../../../shared/model/time.ts";
import { reconcile } from "../../../shared/reconcile.ts";
import { aMemory, type Memory, portsOver } from "../../fixtures/memory.ts";
import { aSite } from "../../fixtures/site.ts";
import { aRequest } from "../../fixtures/world.ts";

const site = aSite();
const [arn = ""] = site.healthCheck.alarms;
const alarmed = (at: EpochMs, arns = [arn]): Evidence => ({
  ...noEvidence,
  alarms: arns.map((each) => ({ arn: each, value: "ALARM", at, reason: "Threshold Crossed" })),
});

/** A site whose alarm went off, and a run that brought it in. */
async function alarmKnown(): Promise<{ readonly memory: Memory; readonly at: EpochMs }> {
  const memory = aMemory();
  const at = epochMs(memory.now);
  await reconcile(portsOver(memory), site, alarmed(at));
  memory.now += minutes(1);
  return { memory, at };
}
const texts = (memory: Memory) => JSON.stringify([...memory.objects]);

describe("an alarm's event", () => {
  it("that comes a second time changes nothing, not even the record", async () => {
    const { memory, at } = await alarmKnown();
    const before = texts(memory);
    expect(await reconcile(portsOver(memory), site, alarmed(at))).toBeNull();
    expect(texts(memory)).toBe(before);
  });

  it("that comes late, after a newer one, changes nothing", async () => {
    const { memory, at } = await alarmKnown();
    expect(await reconcile(portsOver(memory), site, alarmed(epochMs(at - 1)))).toBeNull();
  });

  it.each([
    ["is newer", (at: EpochMs) => alarmed(epochMs(at + 1))],
    ["is of an alarm that nobody has heard of yet", (at: EpochMs) => alarmed(at, ["arn:other"])],
    ["comes with a request", (at: EpochMs) => ({ ...alarmed(at), request: aRequest("hold") })],
    ["is none at all, but the schedule's wake", () => noEvidence],
  ])("is looked into when it %s", async (_, evidence) => {
    const { memory, at } = await alarmKnown();
    expect(await reconcile(portsOver(memory), site, evidence(at))).not.toBeNull();
  });

  it("that another run brought in meanwhile is left to that run", async () => {
    const { memory, at } = await alarmKnown();
    const event = alarmed(epochMs(at + 1));
    const ports = portsOver(memory);
    const overtaken = {
      ...ports,
      store: {
        ...ports.store,
        replace: async (key: string, body: string, etag: string) => {
          await reconcile(portsOver(memory), site, event);
          return ports.store.replace(key, body, etag);
        },
      },
    };
    expect(await reconcile(overtaken, site, event)).toBeNull();
  });
});
