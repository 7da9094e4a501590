import type { Notice, NoticeKind } from "../../shared/model/notice.ts";
import type { Checker } from "./checker.ts";

/** As shared/notify/compose.ts promises: so often the same kind in one incident, or between two, and in a day. */
const inIncident = 3;
const inDay = 12;

/** These answer a person; so many for each word that people gave. */
const answers: ReadonlySet<NoticeKind> = new Set([
  "moved",
  "order-placed",
  "order-ended",
  "frozen",
  "unfrozen",
  "armed",
  "in-shadow",
  "waiting-for-second-person",
]);
const toEachWord = 3;

/** What people are told: all that matters, and no more. */
export const noticeCheckers: readonly Checker[] = [
  {
    rule: "told",
    promise: "every notice is published at least once",
    watch: (_world, complain) => {
      const due = new Set<string>();
      const published = new Set<string>();
      return {
        // Another run may write what was published meanwhile once more: that it was, stands.
        recordWritten: (record) => {
          for (const notice of record.outbox) due.add(notice.id);
        },
        published: ({ bodies }) => {
          const { sqs = "{}" } = bodies;
          const { id } = JSON.parse(sqs) as { id?: string };
          if (id !== undefined) published.add(id);
        },
        atEnd: () => {
          const never = [...due].filter((id) => !published.has(id));
          if (never.length > 0) complain(`never published: ${never.join(", ")}`);
        },
      };
    },
  },
  {
    rule: "no-storm",
    promise: "the same kind of notice comes a bounded number of times an incident, and a day",
    watch: (world, complain) => {
      const known = new Map<string, Notice & { readonly thread: string }>();
      return {
        recordWritten: ({ outbox, lastIncident }) => {
          for (const notice of outbox) {
            const thread = notice.incident ?? `the time after ${lastIncident?.id ?? "the beginning"}`;
            if (!known.has(notice.id)) known.set(notice.id, { ...notice, thread });
          }
        },
        atEnd: () => {
          const notices = [...known.values()];
          const unasked = notices.filter(({ kind }) => !answers.has(kind));
          const words = world.spec.script.deeds.filter(({ kind }) => kind === "order").length;
          const asked = notices.length - unasked.length;
          for (const storm of [
            ...overMany(unasked, ({ kind, thread }) => `${kind} in ${thread}`, inIncident),
            ...overMany(unasked, ({ kind }) => kind, inDay),
          ])
            complain(storm);
          if (asked > words * toEachWord) complain(`${asked} answers to ${words} words of people`);
        },
      };
    },
  },
];

function overMany<T extends Notice>(
  notices: readonly T[],
  by: (notice: T) => string,
  atMost: number,
): string[] {
  return [...Map.groupBy(notices, by)]
    .filter(([, alike]) => alike.length > atMost)
    .map(([what, { length }]) => `${length} notices of ${what}`);
}
