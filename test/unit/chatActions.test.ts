import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { noticeTexts } from "../../shared/notify/texts.ts";
import { parseRequest } from "../../shared/override/contract.ts";
import { sourceOf } from "../fixtures/sources.ts";

/** The custom actions of the Slack channel, as the chat service would run them. */
interface Action {
  readonly ActionName: string;
  readonly AliasName: string;
  readonly Definition: { readonly CommandText: string };
  readonly Attachments?: readonly {
    readonly ButtonText: string;
    readonly NotificationType: string;
    readonly Criteria: readonly { readonly Operator: string; readonly VariableName: string }[];
    readonly Variables: Readonly<Record<string, string>>;
  }[];
}

const template = parse(sourceOf("infra/templates/slack-channel.yml"), { logLevel: "silent" });
const actions: readonly Action[] = Object.values<{ Type: string; Properties: Action }>(template.Resources)
  .filter(({ Type }) => Type === "AWS::Chatbot::CustomAction")
  .map(({ Properties }) => Properties);

/** What the chat service puts in for the variables of a notice: patterns and limits of its API, CustomActionAttachment. */
const filledIn = (command: string): string =>
  command
    .replaceAll(/\$site\b/g, "www.example.com")
    .replaceAll(/\$notice\b/g, "www.example.com-7")
    .replaceAll(/\$\{ConfigurationName\}/g, "on-call");

const payloadOf = ({ Definition }: Action): unknown =>
  JSON.parse(filledIn(Definition.CommandText.split(" --payload ")[1] ?? ""));

describe.each(actions)("the chat's $AliasName", (action) => {
  it("asks what the override function takes", () => {
    expect(parseRequest(payloadOf(action))).toMatchObject({
      kind: "valid",
      request: { action: action.AliasName.replace("failover-", ""), site: "www.example.com" },
    });
    expect(filledIn(action.Definition.CommandText)).not.toMatch(/\$[a-z]/);
  });

  it("keeps to the limits of custom actions", () => {
    expect(action.ActionName.replace(/\$\{\w+\}/, "").length).toBeLessThanOrEqual(64 - 47);
    expect(action.AliasName.length).toBeLessThanOrEqual(30);
    expect(action.Definition.CommandText.length).toBeLessThanOrEqual(5000);
  });

  it("has its button, where it has one, below the messages that offer it, and names itself in the request", () => {
    for (const { ButtonText, NotificationType, Criteria, Variables } of action.Attachments ?? []) {
      expect(ButtonText.length).toBeLessThanOrEqual(50);
      expect(NotificationType).toBe("Custom");
      const [criterion] = Criteria.map(({ VariableName }) => Variables[VariableName]?.split(".").at(-1));
      const reads = ["status", "plan"].includes(action.AliasName.replace("failover-", ""));
      expect(criterion).toBe(reads ? "site" : action.AliasName.replace("failover-", ""));
    }
  });
});

it("force has no button: whoever forces types the site's name", () => {
  expect(
    actions.filter(({ Attachments }) => Attachments === undefined).map(({ AliasName }) => AliasName),
  ).toEqual(["failover-force"]);
});

it("a button pressed twice is one request", () => {
  const pressed = actions.filter(({ AliasName }) => /ack|hold|release/.test(AliasName)).map(payloadOf);
  expect(pressed).toMatchObject([
    { requestId: "ack.www.example.com-7" },
    { requestId: "hold.www.example.com-7" },
    { requestId: "release.www.example.com-7" },
  ]);
});

it("nobody is named who AWS does not name", () => {
  const orders = actions.map(payloadOf).filter((payload) => JSON.stringify(payload).includes("requestedBy"));
  expect(orders).toHaveLength(4);
  for (const order of orders)
    expect(order).toMatchObject({ requestedBy: "somebody in the chat channel on-call" });
});

it("what the messages offer besides is done by the command they hand over", () => {
  const offered = new Set(Object.values(noticeTexts).flatMap(({ ways }) => ways.map(({ action }) => action)));
  const inChat = new Set(actions.map(({ AliasName }) => AliasName.replace("failover-", "")));
  expect([...offered].filter((action) => !inChat.has(action)).toSorted()).toEqual([
    "arm",
    "freeze",
    "unfreeze",
  ]);
});
