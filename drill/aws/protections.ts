import type { ProtectionError } from "@aws-sdk/client-route-53";
import {
  CreateResourceRecordSetProtectionsCommand,
  DeleteResourceRecordSetProtectionsCommand,
  InvalidResourceRecordSetProtectionBatch,
  ListResourceRecordSetProtectionsCommand,
  ProtectionAlreadyExists,
} from "@aws-sdk/client-route-53";
import { metadata } from "./failure.ts";
import { dotted, type Protections } from "./zone.ts";

/** What protects record sets of one hosted zone, by name and type: whoever asks, it has to be deleted first (aws-facts 1). */
export class RecordSetProtections {
  readonly #comments = new Map<string, string>();

  /** "name type" to the comment of its protection. */
  get comments(): Protections {
    return this.#comments;
  }

  /** null: the command is none about protections. */
  answer(command: object): unknown {
    if (command instanceof CreateResourceRecordSetProtectionsCommand)
      return this.#create(command.input.Protections ?? []);
    if (command instanceof DeleteResourceRecordSetProtectionsCommand)
      return this.#delete(command.input.Protections ?? []);
    if (command instanceof ListResourceRecordSetProtectionsCommand) return this.#list();
    return null;
  }

  #create(entries: readonly (Key & { readonly Comment?: string | undefined })[]): unknown {
    const there = entries.filter((entry) => this.#comments.has(keyOf(entry)));
    const errors = there.map((entry) => problem(entry, "ProtectionAlreadyExists"));
    const message = "a protection exists already";
    if (entries.length > 0 && there.length === entries.length)
      throw new ProtectionAlreadyExists({ message, Errors: errors, $metadata: metadata(400) });
    if (there.length > 0) throw refusedBatch(message, errors);
    for (const entry of entries) this.#comments.set(keyOf(entry), entry.Comment ?? "");
    return { $metadata: metadata(200) };
  }

  #delete(entries: readonly Key[]): unknown {
    const missing = entries.filter((entry) => !this.#comments.has(keyOf(entry)));
    if (missing.length > 0)
      throw refusedBatch(
        "a protection was not found",
        missing.map((entry) => problem(entry, "ProtectionNotFound")),
      );
    for (const entry of entries) this.#comments.delete(keyOf(entry));
    return { $metadata: metadata(200) };
  }

  #list(): unknown {
    const all = [...this.#comments].map(([key, Comment]) => {
      const [RecordName, RecordType] = key.split(" ");
      return { RecordName, RecordType, Comment };
    });
    return { ResourceRecordSetProtections: all, $metadata: metadata(200) };
  }
}

type Key = Pick<ProtectionError, "RecordName" | "RecordType">;

const keyOf = ({ RecordName, RecordType }: Key): string => `${dotted(RecordName ?? "")} ${RecordType}`;

const problem = ({ RecordName, RecordType }: Key, Code: string): ProtectionError => ({
  RecordName,
  RecordType,
  Code,
  Message: `${Code}: ${RecordName} ${RecordType}`,
});

const refusedBatch = (message: string, Errors: ProtectionError[]): Error =>
  new InvalidResourceRecordSetProtectionBatch({ message, Errors, $metadata: metadata(400) });
