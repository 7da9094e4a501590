import type { Notice, WayOut } from "../model/notice.ts";
import { isoTime, sayTime } from "../model/time.ts";
import type { PublishedMessage } from "./ports.ts";

/** How a person reaches the override function: what the paste-ready commands are made of. */
export interface OverrideAddress {
  readonly functionName: string;
  readonly region: string;
}

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

/** A command that can be pasted into a shell with AWS credentials: the override function's own contract. */
function commandFor(way: WayOut, site: string, override: OverrideAddress): string {
  const reads = way.action === "status";
  const payload = {
    action: way.action,
    site,
    ...(reads ? {} : { reason: "WHY", requestedBy: "YOUR NAME" }),
    ...(way.overrideRules === undefined ? {} : { overrideRules: way.overrideRules }),
  };
  const { functionName, region } = override;
  return `aws lambda invoke --region ${region} --function-name ${functionName} --cli-binary-format raw-in-base64-out --payload '${JSON.stringify(payload)}' /dev/stdout`;
}

function plainText(notice: Notice, override: OverrideAddress): string {
  const lines = [
    notice.headline,
    "",
    `When: ${sayTime(notice.at)}`,
    `Why: ${notice.why}`,
    `Visitors now: ${notice.visitors}`,
    ...(notice.next === "" ? [] : [`Next: ${notice.next}`]),
    ...(notice.times === "" ? [] : [`Times: ${notice.times}`]),
    ...notice.ways.flatMap((way) => ["", `${way.say}:`, `  ${commandFor(way, notice.site, override)}`]),
    "",
    `Site ${notice.site}, incident ${notice.incident ?? "none"}, notice ${notice.id}`,
    ...runbookOf(notice),
  ];
  return lines.join("\n");
}

/** The documented schema; `threadId` makes one Slack thread an incident. */
function chatNotification(notice: Notice, override: OverrideAddress): object {
  return {
    version: "1.0",
    source: "custom",
    id: notice.id,
    content: {
      textType: "client-markdown",
      title: notice.headline,
      description: `*Why:* ${notice.why}\n*Visitors now:* ${notice.visitors}${notice.next === "" ? "" : `\n*Next:* ${notice.next}`}`,
      nextSteps: [
        ...notice.ways.map((way) => `${way.say}: \`${commandFor(way, notice.site, override)}\``),
        ...runbookOf(notice),
      ],
      keywords: [notice.site, notice.kind],
    },
    metadata: {
      threadId: notice.incident ?? notice.id,
      summary: notice.headline,
      eventType: notice.kind,
      additionalContext: { site: notice.site, incident: notice.incident ?? "none" },
    },
  };
}

const runbookOf = ({ runbook }: Notice): readonly string[] =>
  runbook === null ? [] : [`Runbook: ${runbook}`];
