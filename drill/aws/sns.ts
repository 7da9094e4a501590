import { PublishCommand, type PublishCommandInput } from "@aws-sdk/client-sns";
import type { EpochMs } from "../../shared/model/time.ts";
import { metadata, refusal } from "./failure.ts";

/** A message as it was published. */
export interface Published {
  readonly at: EpochMs;
  readonly subject: string;
  /** By protocol, `default` among them. */
  readonly bodies: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A topic that checks as SNS does (aws-facts 7) and keeps what was published. */
export class Topic {
  readonly #clock: { readonly now: EpochMs };
  readonly #published: Published[] = [];
  readonly #tell: (message: Published) => void;
  readonly arn: string;

  constructor(clock: { readonly now: EpochMs }, arn: string, tell: (message: Published) => void) {
    this.#clock = clock;
    this.#tell = tell;
    this.arn = arn;
  }

  get published(): readonly Published[] {
    return this.#published;
  }

  answer(command: object): unknown {
    if (!(command instanceof PublishCommand)) {
      throw new Error(`the simulated SNS does not know ${command.constructor.name}`);
    }
    const { input } = command;
    if (input.TopicArn !== this.arn) throw refusal("sns", "NotFoundException", 404, "Topic does not exist");
    const message = {
      at: this.#clock.now,
      subject: subjectOf(input),
      bodies: bodiesOf(input),
      attributes: attributesOf(input),
    };
    this.#published.push(message);
    this.#tell(message);
    return { MessageId: `message-${this.#published.length}`, $metadata: metadata(200) };
  }
}

/** Fewer than 100 characters, no line breaks or control characters. */
function subjectOf({ Subject = "" }: PublishCommandInput): string {
  if (Subject.length >= 100 || /\p{Cc}/u.test(Subject)) throw invalid("Subject");
  return Subject;
}

/** With MessageStructure json the message is an object with a text `default`; values that are no text are ignored. */
function bodiesOf({ Message = "", MessageStructure }: PublishCommandInput): Readonly<Record<string, string>> {
  if (Buffer.byteLength(Message) > 256 * 1024) throw invalid("Message too long");
  if (MessageStructure !== "json") return { default: Message };
  const bodies = parsed(Message);
  const { default: fallback } = bodies;
  if (typeof fallback !== "string")
    throw invalid("Message Structure - No default entry in JSON message body");
  return Object.fromEntries(
    Object.entries(bodies).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return { ...value };
  } catch (cause) {
    throw Object.assign(invalid("Message Structure - JSON message body failed to parse"), { cause });
  }
  throw invalid("Message Structure - JSON message body is no object");
}

const attributesOf = ({ MessageAttributes = {} }: PublishCommandInput): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, value]) => [name, value.StringValue ?? ""]),
  );

const invalid = (what: string): Error =>
  refusal("sns", "InvalidParameter", 400, `Invalid parameter: ${what}`);
