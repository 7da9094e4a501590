import { describe, expect, it } from "vitest";
import { noTimes } from "../../../shared/model/incident.ts";
import type { Notice } from "../../../shared/model/notice.ts";
import { minutes } from "../../../shared/model/time.ts";
import { deliver, withoutSent } from "../../../shared/notify/deliver.ts";
import { aSite } from "../../fixtures/site.ts";
import { anIncident, aRecord, at, t0 } from "../../fixtures/world.ts";

const override = { functionName: "override", region: "eu-west-1" };
const aNotice = (n: number): Notice => ({
  id: `www.example.com-${n}`,
  kind: "records-edited",
  site: "www.example.com",
  incident: null,
  at: t0,
  headline: `headline ${n}`,
  why: "",
  visitors: "",
  next: "",
  decided: "",
  times: "",
  ways: [],
  topicArn: null,
  runbook: "docs/runbook.md#moved",
});
const outbox = [aNotice(1), aNotice(2), aNotice(3)];

/** Publishes all but the n-th message, which throws. */
function publisherFailingAt(n: number | null) {
  const published: string[] = [];
  const publish = async ({ subject }: { readonly subject: string }): Promise<void> => {
    if (published.length + 1 === n) throw new Error("Throttling: slow down");
    published.push(subject);
  };
  return { publisher: { publish }, published };
}

describe("the outbox", () => {
  it("is sent in order", async () => {
    const { publisher, published } = publisherFailingAt(null);
    expect(await deliver(publisher, outbox, override)).toEqual({ sent: outbox, failed: null });
    expect(published).toEqual(["headline 1", "headline 2", "headline 3"]);
  });

  it.each([
    [1, []],
    [2, ["headline 1"]],
    [3, ["headline 1", "headline 2"]],
  ])("stops where message %i fails, so that a thread is read in order", async (n, expected) => {
    const { publisher, published } = publisherFailingAt(n);
    expect(await deliver(publisher, outbox, override)).toEqual({
      sent: outbox.slice(0, n - 1),
      failed: "Throttling: slow down",
    });
    expect(published).toEqual(expected);
  });
});

describe("what was sent", () => {
  it("leaves the outbox, and is journaled", () => {
    const step = withoutSent(aRecord(aSite(), { outbox }), [aNotice(1), aNotice(2)], t0);
    expect(step?.record.outbox).toEqual([aNotice(3)]);
    expect(step?.happenings).toEqual(
      [1, 2].map((n) => ({
        kind: "told",
        who: "controller",
        text: `headline ${n}`,
        data: { notice: `www.example.com-${n}`, kind: "records-edited" },
        tell: null,
      })),
    );
  });

  it("and has left already, by another run, is not journaled again", () => {
    expect(withoutSent(aRecord(aSite(), { outbox: [aNotice(3)] }), [aNotice(1), aNotice(2)], t0)).toBe(null);
    const step = withoutSent(
      aRecord(aSite(), { outbox: [aNotice(2), aNotice(3)] }),
      [aNotice(1), aNotice(2)],
      t0,
    );
    expect(step?.happenings).toHaveLength(1);
  });

  it("is the incident's time of telling, once", () => {
    const toldAt = (told: typeof t0 | null) => {
      const incident = anIncident("failedOver", { times: { ...noTimes, told } });
      return withoutSent(aRecord(aSite(), { outbox, incident }), outbox, t0)?.record.incident?.times.told;
    };
    expect(toldAt(null)).toBe(t0);
    expect(toldAt(at(-minutes(5)))).toBe(at(-minutes(5)));
    expect(withoutSent(aRecord(aSite(), { outbox }), outbox, t0)?.record.incident).toBe(null);
  });
});
