import { isOverride, type Notice } from "../model/notice.ts";
import { failoverCommand, type OverrideAddress } from "./commands.ts";

/**
 * A notice as a custom notification of Amazon Q Developer in chat applications; a message of any other form it drops
 * without a word (docs/aws-facts.md 7). `threadId` makes one thread an incident.
 */
export function chatNotification(notice: Notice, override: OverrideAddress): object {
  const { id, kind, site, incident, headline, ways, runbook } = notice;
  return {
    version: "1.0",
    source: "custom",
    id,
    content: {
      textType: "client-markdown",
      title: headline,
      description: descriptionOf(notice),
      nextSteps: [
        ...ways.map((way) => `${way.say}: \`${failoverCommand(way, site, override)}\``),
        `Runbook: ${runbook}`,
      ],
      keywords: [site, kind],
    },
    metadata: {
      threadId: incident ?? id,
      summary: headline,
      eventType: kind,
      additionalContext: contextOf(notice),
    },
  };
}

/** What a visitor sees comes first: it is what the one who was woken has to answer. */
const descriptionOf = ({ visitors, next, why, decided }: Notice): string =>
  Object.entries({ "Visitors now": visitors, Next: next, Why: why, Decided: decided })
    .filter(([, text]) => text !== "")
    .map(([label, text]) => `*${label}:* ${text}`)
    .join("\n");

/**
 * What the buttons of the channel read (infra/templates/slack-channel.yml): a button stands below the messages whose
 * context has its name, and fills `site` and `notice` into its command.
 */
function contextOf({ id, site, incident, ways }: Notice): Readonly<Record<string, string>> {
  const offered = ways
    .filter(isOverride)
    .filter((way) => way.overrideRules === undefined)
    .map(({ action }) => [action, "offered"]);
  return { site, notice: id, incident: incident ?? "none", ...Object.fromEntries(offered) };
}
