import { PublishCommand } from "@aws-sdk/client-sns";
import type { PublishedMessage, Publisher } from "../notify/ports.ts";
import type { Sns } from "./clients.ts";

/** SNS takes 256 KiB, attributes included, unless the topic was given a larger MaximumMessageSize. */
const maxBytes = 256 * 1024;

/** Publishes to a message's own topic, which is in the same region, else to `topicArn`. */
export const snsPublisher = (sns: Sns, topicArn: string): Publisher => ({
  async publish(message) {
    const Message = JSON.stringify(message.bodies);
    checkSize(Message, message);
    const attributes = Object.entries(message.attributes).map(([name, value]) => [
      name,
      { DataType: "String", StringValue: value },
    ]);
    await sns.send(
      new PublishCommand({
        TopicArn: message.topicArn ?? topicArn,
        Subject: message.subject,
        Message,
        MessageStructure: "json",
        MessageAttributes: Object.fromEntries(attributes),
      }),
    );
  },
});

function checkSize(body: string, { subject, attributes }: PublishedMessage): void {
  const attributeTexts = Object.entries(attributes).flatMap(([name, value]) => [name, "String", value]);
  const bytes = Buffer.byteLength([body, ...attributeTexts].join(""));
  if (bytes > maxBytes)
    throw new Error(`The notice "${subject}" is ${bytes} bytes long, and SNS takes at most ${maxBytes}`);
}
