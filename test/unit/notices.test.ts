import { describe, expect, it } from "vitest";
import { noTimes } from "../../shared/model/incident.ts";
import type { Notice } from "../../shared/model/notice.ts";
import { minutes } from "../../shared/model/time.ts";
import { tell } from "../../shared/notify/compose.ts";
import { messageOf } from "../../shared/notify/message.ts";
import { aSite } from "../fixtures/site.ts";
import { anIncident, anObservation, aRecord, at, t0 } from "../fixtures/world.ts";

const topicArn = "arn:aws:sns:eu-west-1:111122223333:www-example-com";
const runbook = "https://wiki.example.com/runbook";

/** The notice in the outbox after an unfreeze, of a site whose notices are set up like this. */
function told(notices: { topicArn: string | null; runbook: string | null }): Notice | undefined {
  const site = { ...aSite(), notices };
  const happening = {
    kind: "told",
    who: "controller",
    text: "Ann lifted it.",
    data: {},
    tell: "unfrozen",
  } as const;
  const decision = { kind: "rest", reason: "all is well" } as const;
  const context = { site, observation: anObservation(), decision, now: t0 };
  return tell(aRecord(site), [happening], context).outbox[0];
}

const aNotice: Notice = {
  id: "www.example.com-1",
  kind: "unfrozen",
  site: "www.example.com",
  incident: null,
  at: t0,
  headline: "www.example.com UNFROZEN",
  why: "Ann lifted it.",
  visitors: "www.example.com: served by the primary",
  next: "",
  decided: "",
  times: "",
  ways: [{ say: "See how it stands", action: "status" }],
  topicArn: null,
  runbook: "docs/runbook.md#unfrozen",
};
const override = { functionName: "override", region: "eu-west-1" };
const command = "npx failover status www.example.com --function override";

describe("a site with a topic and a runbook of its own", () => {
  it("has both in its notices from when they are put into the outbox", () => {
    expect(told({ topicArn, runbook })).toMatchObject({
      kind: "unfrozen",
      topicArn,
      runbook: "https://wiki.example.com/runbook#unfrozen",
    });
  });

  it("is told of on its own topic", () => {
    expect(messageOf({ ...aNotice, topicArn }, override).topicArn).toBe(topicArn);
  });

  it("has its place in the runbook as the last line that a person reads, and as the last step in a chat", () => {
    const { bodies } = messageOf({ ...aNotice, runbook: `${runbook}#unfrozen` }, override);

    const lastLines = bodies.default.split("\n").slice(-2);
    expect(lastLines).toEqual([
      "Site www.example.com, incident none, notice www.example.com-1",
      "Runbook: https://wiki.example.com/runbook#unfrozen",
    ]);
    expect(bodies["email"]).toBe(bodies.default);
    expect(JSON.parse(bodies["https"] ?? "").content.nextSteps).toEqual([
      `See how it stands: \`${command}\``,
      "Runbook: https://wiki.example.com/runbook#unfrozen",
    ]);
  });
});

describe("a site with neither", () => {
  it("is told of on the topic that all sites share, and the runbook's file is named", () => {
    const { topicArn, bodies } = messageOf(aNotice, override);

    expect(told({ topicArn: null, runbook: null })).toMatchObject({
      topicArn: null,
      runbook: "docs/runbook.md#unfrozen",
    });
    expect(topicArn).toBe(null);
    expect(bodies.default.split("\n").at(-1)).toBe("Runbook: docs/runbook.md#unfrozen");
    expect(JSON.parse(bodies["https"] ?? "").content.nextSteps).toEqual([
      `See how it stands: \`${command}\``,
      "Runbook: docs/runbook.md#unfrozen",
    ]);
  });
});

describe("the message that an incident is over", () => {
  const times = {
    ...noTimes,
    firstBadProbe: at(-minutes(30)),
    visitorsMoved: at(-minutes(28)),
    primaryBack: at(-minutes(6)),
    visitorsBack: t0,
  };
  const replica = { kind: "current", asOf: at(-minutes(31)) } as const;
  const ended = anIncident("calm", { since: t0, times, replica });
  const happening = {
    kind: "observed",
    who: "controller",
    text: "visitors are back",
    data: {},
    tell: "back",
  } as const;
  const context = {
    site: aSite(),
    observation: anObservation(),
    decision: { kind: "rest", reason: "all is well" } as const,
    now: t0,
  };

  it("stands in the incident's thread, with all its times", () => {
    const [notice] = tell(aRecord(aSite(), { lastIncident: ended }), [happening], context).outbox;

    expect(notice).toMatchObject({
      incident: ended.id,
      times:
        "first bad probe 02:30:00Z, visitors seen on the standby 02:32:00Z (2 min later)," +
        " its content current as of 02:29:00Z, primary up again 02:54:00Z, visitors seen back 03:00:00Z (30 min in all)",
    });
  });

  it("does not draw later messages into a thread that is over", () => {
    const [notice] = tell(aRecord(aSite(), { lastIncident: ended }), [happening], {
      ...context,
      now: at(minutes(1)),
    }).outbox;

    expect(notice).toMatchObject({ incident: null, times: "" });
  });
});
