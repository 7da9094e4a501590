import type { Change } from "@aws-sdk/client-route-53";
import type { Intent } from "../../shared/model/record.ts";
import { isoTime } from "../../shared/model/time.ts";
import { recordOf } from "../figures.ts";
import type { Run } from "../run.ts";
import type { Checker } from "./checker.ts";

/** Each batch carries the id of its intent in its comment. */
const intentIn = (comment: string): string => comment.replace(/^failover /, "");

/** What is done is what was said before, by whoever said it, and once. */
export const intentCheckers: readonly Checker[] = [
  {
    rule: "intent-first",
    promise: "nothing is changed that no intent in the record said before, to the letter",
    watch: (world, complain) => ({
      steered: ({ changes, comment }) => {
        const intent = recordOf(world)?.intent ?? null;
        if (intent?.id !== intentIn(comment)) complain(`"${comment}" is no intent of the record's`);
        else if (!isWhatWasSaid(changes, intent)) complain(`intent ${intent.id} said something else`);
      },
    }),
  },
  {
    rule: "intent-journaled",
    promise: "an act stands in the journal before it is done, and its end after it",
    watch: (_world, complain) => {
      const [intended, open] = [new Set<unknown>(), new Set<unknown>()];
      return {
        entryWritten: ({ kind, data }) => {
          if (kind === "intended") intended.add(data["intent"]);
          if (kind === "acted" || kind === "abandoned") open.delete(endedBy(data["intent"]));
        },
        steered: ({ comment }) => {
          const id = intentIn(comment);
          if (!intended.has(id)) complain(`intent ${id} was acted on before the journal said so`);
          open.add(id);
        },
        atEnd: () => {
          if (open.size > 0) complain(`what became of ${[...open].join(", ")} is not in the journal`);
        },
      };
    },
  },
  {
    rule: "intent-once",
    promise:
      "an intent is acted on once; again only when Route 53 lost what it had accepted, and then with the same effect",
    watch: (_world, complain) => {
      const [done, lost] = [new Map<string, string>(), new Set<string>()];
      return {
        overruled: () => {
          for (const id of done.keys()) lost.add(id);
        },
        steered: ({ changes, comment }) => {
          const id = intentIn(comment);
          const effect = JSON.stringify(changes);
          const before = done.get(id);
          if (before !== undefined && before !== effect)
            complain(`intent ${id} was acted on with another effect`);
          if (before !== undefined && !lost.has(id)) complain(`intent ${id} was acted on again`);
          done.set(id, effect);
          lost.delete(id);
        },
      };
    },
  },
  {
    rule: "lease-kept",
    promise:
      "only the run that took the lease of an intent touches it or acts on it, until the lease ends by the run's own clock",
    watch: (world, complain) => {
      let taken: { readonly intent: Intent; readonly by: Run | null } | null = null;
      return {
        recordWritten: ({ intent }) => {
          if (JSON.stringify(intent) === JSON.stringify(taken?.intent ?? null)) return;
          const run = world.aws.caller;
          if (
            taken !== null &&
            run !== null &&
            run !== taken.by &&
            run.clock.now() <= taken.intent.leaseUntil
          )
            complain(`intent ${taken.intent.id} was changed while another run had its lease`);
          taken = intent === null ? null : { intent, by: run };
        },
        steered: () => {
          const run = world.aws.caller;
          if (taken === null || run === null) return;
          const { intent, by } = taken;
          if (by !== run) complain(`intent ${intent.id} was acted on while another run had its lease`);
          else if (run.clock.now() > intent.leaseUntil)
            complain(
              `intent ${intent.id} was acted on after its lease, which ended ${isoTime(intent.leaseUntil)}`,
            );
        },
      };
    },
  },
];

const isWhatWasSaid = (changes: readonly Change[], { moves }: Intent): boolean =>
  moves.some(
    (move) =>
      move.lever === "records" &&
      changes.length === move.changes.length &&
      move.changes.every(
        ({ action, recordSet }, nth) =>
          changes[nth]?.Action === action && sameFields(changes[nth]?.ResourceRecordSet, recordSet),
      ),
  );

/** The SDK's form has fields that are undefined where the record's has none. */
const sameFields = (asked: unknown, said: object): boolean =>
  JSON.stringify(sorted(asked)) === JSON.stringify(sorted(said));

const sorted = (value: unknown): unknown =>
  value === null || typeof value !== "object" || Array.isArray(value)
    ? value
    : Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, part]) => [key, sorted(part)]),
      );

/** An outcome names its intent; an abandoned one is journaled whole. */
function endedBy(intent: unknown): unknown {
  return typeof intent === "object" && intent !== null && "id" in intent ? intent.id : intent;
}
