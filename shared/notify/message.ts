import { isOverride, type Notice } from "../model/notice.ts";
import { isoTime, sayTime } from "../model/time.ts";
import { chatNotification } from "./chat.ts";
import { failoverCommand, invokeCommand, type OverrideAddress } from "./commands.ts";
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
    ...notice.ways.flatMap((way) => ["", `${way.say}:`, `  ${failoverCommand(way, notice.site, override)}`]),
    ...withoutClone(notice, override),
    "",
    `Site ${notice.site}, incident ${notice.incident ?? "none"}, notice ${notice.id}`,
    `Runbook: ${notice.runbook}`,
  ];
  return lines.join("\n");
}

/** The first way that changes something once more, as it can be pasted anywhere: the others differ by their action. */
function withoutClone({ ways, site }: Notice, override: OverrideAddress): readonly string[] {
  const asked = ways.filter(isOverride);
  const first = asked.find(({ action }) => action !== "status") ?? asked[0];
  if (first === undefined) return [];
  return [
    "",
    `Without a clone of the project, by the AWS CLI (${first.action}):`,
    `  ${invokeCommand(first, site, override)}`,
  ];
}
