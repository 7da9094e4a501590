import { describe, expect, it } from "vitest";
import { type NoticeKind, noticeKinds } from "../../../shared/model/notice.ts";
import { tell } from "../../../shared/notify/compose.ts";
import { messageOf } from "../../../shared/notify/message.ts";
import { parseRequest } from "../../../shared/override/contract.ts";
import { chatMessage } from "../../fixtures/chatMessage.ts";
import { aSite } from "../../fixtures/site.ts";
import { anIncident, anObservation, aRecord, t0 } from "../../fixtures/world.ts";

const override = { functionName: "static-site-failover-prod-override", region: "eu-west-1" };
const longName = `${"long-label.".repeat(22)}example.com`;

function messageFor(kind: NoticeKind, siteName = "www.example.com") {
  const site = {
    ...aSite(),
    name: siteName,
    notices: { topicArn: null, runbook: "https://wiki.example.com/runbook" },
  };
  const happening = { kind: "observed", who: "controller", text: "it's why", data: {}, tell: kind } as const;
  const context = {
    site,
    observation: anObservation(),
    decision: { kind: "wait", reason: "not yet" } as const,
    now: t0,
  };
  const { outbox } = tell(aRecord(site, { incident: anIncident("failedOver") }), [happening], context);
  const [notice] = outbox;
  if (notice === undefined) throw new Error(`${kind} is not told`);
  const message = messageOf(notice, override);
  const chat = chatMessage(message.bodies["https"] ?? "null");
  return { notice, message, chat };
}

/** The commands in a text, without the shell around them. */
const invocationsIn = (text: string): readonly string[] => text.match(/aws lambda invoke [^\n`]*/g) ?? [];
const failoverIn = (text: string): readonly string[] => text.match(/npx failover [^\n`]*/g) ?? [];

/** Splits a command as a POSIX shell would: blanks part words, single quotes keep them together. */
const words = (command: string): readonly string[] =>
  [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

const payloadOf = (command: string): unknown => {
  const all = words(command);
  return JSON.parse(all[all.indexOf("--payload") + 1] ?? "");
};

describe.each(noticeKinds)("the message %s", (kind) => {
  it.each(["www.example.com", longName])("has a subject that SNS takes, for %s", (name) => {
    const { subject } = messageFor(kind, name).message;
    expect(subject.length).toBeLessThan(100);
    expect(subject).toMatch(/^[\x20-\x7e]+$/);
  });

  it("says the state within the first six words of its subject", () => {
    const first = messageFor(kind).message.subject.split(" ").slice(0, 6).join(" ");
    expect(first).toMatch(/^www\.example\.com .*\b[A-Z]{2,}\b/);
  });

  it("hands over commands that can be pasted, and that the override function takes", () => {
    const { notice, message, chat } = messageFor(kind);
    const typed = failoverIn(message.bodies.default);
    expect(typed.map((command) => words(command).slice(2, 4))).toEqual(
      notice.ways.map(({ action }) => [action, "www.example.com"]),
    );
    expect(failoverIn(chat.content.nextSteps.join("\n"))).toEqual(typed);
    const [raw = "", ...more] = invocationsIn(message.bodies.default);
    expect(more).toEqual([]);
    expect(words(raw).slice(0, 9)).toEqual([
      ..."aws lambda invoke --region eu-west-1 --function-name static-site-failover-prod-override".split(" "),
      "--cli-binary-format",
      "raw-in-base64-out",
    ]);
    expect(parseRequest(payloadOf(raw))).toMatchObject({
      kind: "valid",
      request: {
        action: notice.ways.map(({ action }) => action).find((action) => action !== "status") ?? "status",
      },
    });
  });

  it("asks for a reason and a name in every command that changes something", () => {
    for (const command of invocationsIn(messageFor(kind).message.bodies.default)) {
      const payload = payloadOf(command) as { readonly action: string };
      if (payload.action === "status") expect(Object.keys(payload)).toEqual(["action", "site"]);
      else
        expect(payload).toMatchObject({ site: "www.example.com", reason: "WHY", requestedBy: "YOUR NAME" });
    }
  });

  it.each(["www.example.com", longName])(
    "is a custom notification to the letter for chats, for %s",
    (name) => {
      const { chat, notice } = messageFor(kind, name);
      expect(chat.content.title).toBe(notice.headline);
      expect(chat.content.description).toMatch(/^\*Visitors now:\* .*(\n\*Next:\* .*)?\n\*Why:\* it's why/);
      expect(chat.metadata).toMatchObject({ threadId: notice.incident, eventType: kind });
    },
  );

  it("offers a button in the chat for each way out that overrides no rule", () => {
    const { chat, notice } = messageFor(kind);
    const { site, notice: id, incident, ...buttons } = chat.metadata.additionalContext;
    expect({ site, id, incident }).toEqual({ site: notice.site, id: notice.id, incident: notice.incident });
    const plain = notice.ways.filter(({ overrideRules }) => overrideRules === undefined);
    expect(Object.keys(buttons).toSorted()).toEqual(plain.map(({ action }) => action).toSorted());
  });
});

describe("a message", () => {
  it("names the command that lists what was done on the standby, which no button and no function does", () => {
    const { notice } = messageFor("back");
    const lists = { say: "List it", action: "failback-manifest" } as const;
    const { bodies } = messageOf(
      { ...notice, ways: [lists, ...notice.ways] },
      { ...override, functionName: "static-site-failover-dev-override" },
    );
    const command = "npx failover failback-manifest www.example.com --out failback --stage dev";
    expect(failoverIn(bodies.default)[0]).toBe(command);
    const chat = chatMessage(bodies["https"] ?? "null");
    expect(failoverIn(chat.content.nextSteps.join("\n"))[0]).toBe(command);
    expect(chat.metadata.additionalContext).not.toHaveProperty("failback-manifest");
    expect(payloadOf(invocationsIn(bodies.default)[0] ?? "")).toMatchObject({ action: "status" });
  });

  it("says in plain text what happened, when, why, what visitors get and what comes next", () => {
    const lines = messageFor("failed-over").message.bodies.default.split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        "www.example.com FAILED OVER to the standby",
        "When: 2026-11-23T03:00:00Z",
        "Why: it's why",
        "Visitors now: www.example.com: served by the primary (200, 50 ms); example.com: served by the primary (200, 50 ms)",
        expect.stringMatching(/^Next: Visitors go back when the primary has been stable for 5 min/),
        "Let visitors go back now:",
        "Site www.example.com, incident www.example.com-20261123022000, notice www.example.com-1",
        "Runbook: https://wiki.example.com/runbook#failed-over",
      ]),
    );
  });

  it("is the notice itself for machines, its time in ISO 8601", () => {
    const { message, notice } = messageFor("failed-over");
    expect(JSON.parse(message.bodies["sqs"] ?? "")).toEqual({ ...notice, at: "2026-11-23T03:00:00.000Z" });
    expect(message.bodies["lambda"]).toBe(message.bodies["sqs"]);
  });

  it("can be filtered by site and kind", () => {
    expect(messageFor("back").message.attributes).toEqual({ site: "www.example.com", kind: "back" });
  });

  it("fits into what SNS takes, whatever the site's name", () => {
    const { bodies } = messageFor("failed-over", longName).message;
    expect(Buffer.byteLength(JSON.stringify(bodies))).toBeLessThan(256 * 1024);
  });

  it("outside an incident is a thread of its own", () => {
    const { notice } = messageFor("moved");
    const alone = messageOf({ ...notice, incident: null }, override);
    expect(JSON.parse(alone.bodies["https"] ?? "").metadata).toMatchObject({
      threadId: "www.example.com-1",
      additionalContext: { incident: "none" },
    });
  });
});
