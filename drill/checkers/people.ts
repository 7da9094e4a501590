import type { JournalEntry } from "../../shared/model/journal.ts";
import type { SiteRecord } from "../../shared/model/record.ts";
import { isoTime } from "../../shared/model/time.ts";
import { recordOf } from "../figures.ts";
import type { World } from "../world.ts";
import type { Checker } from "./checker.ts";
import { skewAtMost } from "./truth.ts";

/** A person's word as the journal has it: what the controller forgets or overlooks of it does not make it void. */
interface Word {
  readonly to: unknown;
  readonly until: number | null;
  readonly who: string;
}

/** Orders and freezes hold until they end by the clock of the run that acts, or until a person says otherwise. */
export const peopleCheckers: readonly Checker[] = [
  {
    rule: "order-kept",
    promise: "a person's order is not undone by the controller before its end",
    watch: (world, complain) => {
      let [order, record]: [Word | null, SiteRecord | null] = [null, null];
      return {
        recordWritten: (written) => {
          record = written;
        },
        entryWritten: (entry) => {
          if (entry.kind !== "ordered" || entry.data["to"] === undefined) return;
          order = endsOrder(entry, record) ? null : wordIn(entry);
        },
        moved: () => {
          const intent = recordOf(world)?.intent ?? null;
          if (order === null || intent === null || !stands(order, world)) return;
          if (intent.by !== "order" || intent.to !== order.to)
            complain(`to ${intent.to} by ${intent.by}, against ${order.who}'s order to ${order.to}`);
        },
      };
    },
  },
  {
    rule: "order-ended",
    promise: "an order is forgotten when its time is over",
    watch: (world, complain) => ({
      recordWritten: ({ order, freeze }) => {
        const now = world.aws.caller?.startedAt ?? world.time.now;
        for (const word of [order, freeze]) {
          // The run that writes looked at the clock after it began.
          if (word?.until != null && word.until <= now + skewOf(world))
            complain(`${word.who.name}'s ${word.why} ended ${isoTime(word.until)}, and still stands`);
        }
      },
    }),
  },
  {
    rule: "frozen-kept",
    promise: "while the site is frozen, the controller begins no move of its own",
    watch: (world, complain) => {
      let freeze: Word | null = null;
      let [intended, asked]: [string | null, string | null] = [null, null];
      return {
        entryWritten: (entry) => {
          if (entry.kind === "ordered" && entry.data["action"] === "freeze") freeze = wordIn(entry);
          if (entry.kind === "ordered" && entry.data["action"] === "unfreeze") freeze = null;
        },
        recordWritten: (record) => {
          const { intent } = record;
          if (asksFor(record)) asked = intent?.id ?? null;
          const lease = intent === null ? null : `${intent.id} ${intent.leaseUntil}`;
          const isNew = lease !== intended;
          intended = lease;
          if (!isNew || intent === null || intent.changeId !== null) return;
          if (intent.by === "order" || intent.id === asked) return;
          if (freeze !== null && stands(freeze, world))
            complain(`${intent.why}, while frozen by ${freeze.who}`);
        },
      };
    },
  },
  {
    rule: "shadow-kept",
    promise: "until a person arms a site, the controller begins no move of its own",
    watch: (world, complain) => {
      let [armed, intended]: [boolean, string | null] = [world.spec.site.policy.shadow === null, null];
      return {
        entryWritten: ({ kind, data }) => {
          if (kind === "ordered" && data["action"] === "arm") armed = true;
          if (kind === "ordered" && data["action"] === "disarm") armed = false;
        },
        recordWritten: (record) => {
          const { intent } = record;
          const isNew = intent !== null && intent.id !== intended;
          intended = intent?.id ?? null;
          if (isNew && !armed && intent.by !== "order" && !asksFor(record))
            complain(`${intent.why}, in shadow`);
        },
      };
    },
  },
];

const wordIn = ({ who, data }: JournalEntry): Word => ({
  to: data["to"],
  until: typeof data["until"] === "number" ? data["until"] : null,
  who,
});

/** A release ends the order before it, unless it has to stand as one itself. */
const endsOrder = ({ data }: JournalEntry, record: SiteRecord | null): boolean =>
  data["action"] === "release" && record?.order === null;

/** A run whose clock was wrong may have ended it before its time, and the next one, whose clock is right, finds it gone. */
const stands = ({ until }: Word, world: World): boolean =>
  until === null || until > (world.aws.caller?.clock.now() ?? world.time.now) + skewAtMost(world);

const skewOf = ({ aws, time }: World): number => (aws.caller?.clock.now() ?? time.now) - time.now;

/** Whether a person's word made this version of the record: a release is theirs, though Route 53 steers by it. */
export const asksFor = ({ journal }: SiteRecord): boolean =>
  journal.unwritten.some(({ kind }) => kind === "ordered");
