import { expect, test } from "vitest";
import type { Sns } from "../../shared/aws/clients.ts";
import { publisher, realWorld } from "../../shared/aws/ports.ts";
import { snsPublisher } from "../../shared/aws/publisher.ts";
import { cannedClient } from "./cannedClient.ts";

const topic = "arn:aws:sns:eu-central-1:123456789012:failover";

test("publishes a body for each protocol, with attributes to filter by", async () => {
  const { client, sent } = cannedClient<Sns>({ MessageId: "1" });
  await snsPublisher(client, topic).publish({
    topicArn: null,
    subject: "www.example.com failed over",
    bodies: { default: "It failed over.", https: '{"version":"1.0"}' },
    attributes: { site: "www.example.com" },
  });
  expect(sent).toEqual([
    {
      TopicArn: topic,
      Subject: "www.example.com failed over",
      Message: '{"default":"It failed over.","https":"{\\"version\\":\\"1.0\\"}"}',
      MessageStructure: "json",
      MessageAttributes: { site: { DataType: "String", StringValue: "www.example.com" } },
    },
  ]);
});

test("publishes to the site's own topic where it has one", async () => {
  const { client, sent } = cannedClient<Sns>({ MessageId: "1" });
  await snsPublisher(client, topic).publish({
    topicArn: "arn:aws:sns:eu-central-1:123456789012:www-example-com",
    subject: "www.example.com failed over",
    bodies: { default: "It failed over." },
    attributes: {},
  });
  expect(sent).toMatchObject([{ TopicArn: "arn:aws:sns:eu-central-1:123456789012:www-example-com" }]);
});

test("publishes to the topic a message names in place of the shared one", async () => {
  const { client, sent } = cannedClient<Sns>({ MessageId: "1" });
  const own = "arn:aws:sns:eu-central-1:123456789012:www";
  await snsPublisher(client, topic).publish({
    topicArn: own,
    subject: "s",
    bodies: { default: "d" },
    attributes: {},
  });
  expect(sent).toMatchObject([{ TopicArn: own }]);
});

test("says when a notice is too long for SNS, by bytes and not characters", async () => {
  const { client, sent } = cannedClient<Sns>({});
  const publish = snsPublisher(client, topic).publish({
    topicArn: null,
    subject: "too long",
    bodies: { default: "ż".repeat(131_100) },
    attributes: {},
  });
  await expect(publish).rejects.toThrow(
    'The notice "too long" is 262214 bytes long, and SNS takes at most 262144',
  );
  expect(sent).toEqual([]);
});

test("says at once that a topic's ARN is none", () => {
  expect(() => publisher(realWorld(), "failover")).toThrow('Not the ARN of an SNS topic: "failover"');
});
