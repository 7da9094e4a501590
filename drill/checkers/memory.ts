import { genesisHash } from "../../shared/record/journal.ts";
import { journalOf, recordOf } from "../figures.ts";
import type { Checker } from "./checker.ts";

/** No incident makes a storm of messages: a bound far above any that a person would stand. */
const noticesAtMost = 40;

/** What is remembered and told. */
export const memoryCheckers: readonly Checker[] = [
  {
    rule: "no-lost-update",
    promise: "each version of the record follows the one before it",
    watch: (_world, complain) => {
      let revision = 0;
      return {
        recordWritten: (record) => {
          if (record.revision !== revision + 1)
            complain(`revision ${record.revision} was written over ${revision}`);
          revision = record.revision;
        },
      };
    },
  },
  {
    rule: "journal-chain",
    promise:
      "the journal is written in order, nothing lost, nothing twice, each entry chained to the one before",
    watch: (world, complain) => {
      let [seq, hash] = [0, genesisHash(world.spec.site.name)];
      return {
        entryWritten: (entry) => {
          if (entry.seq !== seq + 1) complain(`entry ${entry.seq} was written after ${seq}`);
          else if (entry.previous !== hash) complain(`entry ${entry.seq} does not follow ${seq}`);
          seq = entry.seq;
          hash = entry.hash;
        },
        atEnd: () => {
          const record = recordOf(world);
          const written = journalOf(world).length;
          if (record !== null && record.journal.next - 1 !== written)
            complain(`the record counts ${record.journal.next - 1} entries, and ${written} are there`);
        },
      };
    },
  },
  {
    rule: "told",
    promise: "every notice is published at least once, and no incident becomes a storm",
    watch: (world, complain) => {
      const due = new Set<string>();
      return {
        recordWritten: (record) => {
          for (const notice of record.outbox) due.add(notice.id);
        },
        published: ({ bodies }) => {
          const { sqs = "{}" } = bodies;
          const { id } = JSON.parse(sqs) as { id?: string };
          if (id !== undefined) due.delete(id);
        },
        atEnd: () => {
          if (due.size > 0) complain(`never published: ${[...due].join(", ")}`);
          const sent = world.aws.topic.published.length;
          if (sent > noticesAtMost) complain(`${sent} notices were published`);
        },
      };
    },
  },
];
