import { after, seconds } from "../../shared/model/time.ts";
import { genesisHash } from "../../shared/record/journal.ts";
import { journalOf, recordOf } from "../figures.ts";
import type { Checker } from "./checker.ts";

/** What is remembered. */
export const memoryCheckers: readonly Checker[] = [
  {
    rule: "no-lost-update",
    promise: "each version of the record follows the one before it, with all that had happened till then",
    watch: ({ spec }, complain) => {
      let [revision, head] = [0, genesisHash(spec.site.name)];
      return {
        recordWritten: (record) => {
          const { hash, unwritten } = record.journal;
          if (record.revision !== revision + 1)
            complain(`revision ${record.revision} was written over ${revision}`);
          else if ((unwritten[0]?.previous ?? hash) !== head)
            complain(`revision ${record.revision} knows nothing of what revision ${revision} says`);
          revision = record.revision;
          head = hash;
        },
      };
    },
  },
  {
    rule: "newest-alarm",
    promise: "what is remembered of an alarm never grows older: a late or doubled event changes nothing",
    watch: (_world, complain) => {
      const newest = new Map<string, number>();
      return {
        recordWritten: ({ alarms }) => {
          for (const { arn, at } of alarms) {
            if (at < (newest.get(arn) ?? 0)) complain(`a state of ${arn} gave way to an older one`);
            newest.set(arn, at);
          }
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
      let recordAt = world.start;
      return {
        recordWritten: () => {
          recordAt = world.time.now;
        },
        entryWritten: (entry) => {
          if (entry.seq !== seq + 1) complain(`entry ${entry.seq} was written after ${seq}`);
          else if (entry.previous !== hash) complain(`entry ${entry.seq} does not follow ${seq}`);
          seq = entry.seq;
          hash = entry.hash;
        },
        atEnd: () => {
          const record = recordOf(world);
          const written = journalOf(world).length;
          if (record === null || record.journal.next - 1 === written) return;
          // The story may end while a run is between the record and the entries that it carries.
          const { next, unwritten } = record.journal;
          const isCut =
            after(recordAt, seconds(10)) > world.time.now && next - 1 - unwritten.length <= written;
          if (!isCut || written > next - 1)
            complain(`the record counts ${next - 1} entries, and ${written} are there`);
        },
      };
    },
  },
];
