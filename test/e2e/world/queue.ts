import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { policy } from "./alarmForwarding.ts";
import { accountId, type Emulator } from "./emulator.ts";

export type Queue = {
  readonly arn: string;
  /** Bodies of this many messages, parsed and removed from the queue; fewer when the time is up. */
  receive(count: number, withinMs: number): Promise<readonly unknown[]>;
};

/** A queue that topics and rules may send to, for the test to read what they sent. */
export async function createQueue(emulator: Emulator, region: string, name: string): Promise<Queue> {
  const sqs = new SQSClient(emulator.clientConfig(region));
  const arn = `arn:aws:sqs:${region}:${accountId}:${name}`;
  const url = (await sqs.send(new CreateQueueCommand({ QueueName: name }))).QueueUrl ?? "";
  const Policy = policy({
    Effect: "Allow",
    Principal: { Service: ["sns.amazonaws.com", "events.amazonaws.com"] },
    Action: "sqs:SendMessage",
    Resource: arn,
  });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy } }));
  return { arn, receive: (count, withinMs) => receive(sqs, url, count, withinMs) };
}

async function receive(sqs: SQSClient, url: string, count: number, withinMs: number): Promise<unknown[]> {
  const bodies: unknown[] = [];
  const endsAt = performance.now() + withinMs;
  while (bodies.length < count && performance.now() < endsAt) {
    const command = new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 1, MaxNumberOfMessages: 10 });
    const { Messages = [] } = await sqs.send(command);
    for (const { Body, ReceiptHandle } of Messages) {
      bodies.push(JSON.parse(Body ?? "null"));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    }
  }
  return bodies;
}
