import { sayOffset, zeroOf } from "../../drill/outage.ts";
import type { World } from "../../drill/world.ts";
import { chatMessage } from "../fixtures/chatMessage.ts";

/** Every message of a story as its readers get it: the mail first, then the chat channel with the buttons below it. */
export function messagesOf(world: World): string {
  const zero = zeroOf(world);
  const messages = world.aws.topic.published.map(({ at, subject, bodies }) =>
    [
      `==== ${sayOffset(at, zero)} mail: ${subject}`,
      bodies["email"],
      `---- ${sayOffset(at, zero)} chat`,
      inChat(bodies["https"] ?? ""),
      "",
    ].join("\n"),
  );
  return messages.length === 0 ? "no message\n" : messages.join("\n");
}

function inChat(body: string): string {
  const { content, metadata } = chatMessage(body);
  const { site: _, notice: __, incident: ___, ...buttons } = metadata.additionalContext;
  return [
    `thread ${metadata.threadId}`,
    content.title,
    content.description,
    ...content.nextSteps.map((step) => `- ${step}`),
    `buttons: ${Object.keys(buttons).join(" ") || "none"}`,
  ].join("\n");
}
