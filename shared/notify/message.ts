import type { Notice } from "../model/notice.ts";
import { isoTime, sayTime } from "../model/time.ts";
import { chatNotification } from "./chat.ts";
import { commandFor, type OverrideAddress } from "./commands.ts";
import type { PublishedMessage } from "./ports.ts";

/** Amazon SNS: a subject has less than 100 characters. */
const subjectAtMost = 99;

/**
 * One notice for every protocol: plain text for people, the custom notification of Amazon Q Developer in chat
 * applications for `https` (anything else it drops without a word), the notice itself for machines.
 */
export function messageOf(notice: Notice, override: OverrideAddress): PublishedMessage {
  const text = plainText(notice, override);
  const machine = JSON.stringify({ ...notice, at: isoTime(notice.at) });
  return {
    topicArn: notice.topicArn,
    subject: notice.headline.slice(0, subjectAtMost),
    bodies: {
      default: text,
      email: text,
      https: JSON.stringify(chatNotification(notice, override)),
      sqs: machine,
      lambda: machine,
    },
    attributes: { site: notice.site, kind: notice.kind },
  };
}

function plainText(notice: Notice, override: OverrideAddress): string {
  const lines = [
    notice.headline,
    "",
    `Visitors now: ${notice.visitors}`,
    ...(notice.next === "" ? [] : [`Next: ${notice.next}`]),
    `Why: ${notice.why}`,
    ...(notice.decided === "" ? [] : [`Decided: ${notice.decided}`]),
    `When: ${sayTime(notice.at)}`,
    ...(notice.times === "" ? [] : [`Times: ${notice.times}`]),
    ...notice.ways.flatMap((way) => ["", `${way.say}:`, `  ${commandFor(way, notice.site, override)}`]),
    "",
    `Site ${notice.site}, incident ${notice.incident ?? "none"}, notice ${notice.id}`,
    ...runbookOf(notice),
  ];
  return lines.join("\n");
}

const runbookOf = ({ runbook }: Notice): readonly string[] =>
  runbook === null ? [] : [`Runbook: ${runbook}`];
