import type { Notice } from "../model/notice.ts";
import { reasonOf } from "../model/reason.ts";
import type { SiteRecord } from "../model/record.ts";
import type { Step } from "../model/step.ts";
import type { EpochMs } from "../model/time.ts";
import type { OverrideAddress } from "./commands.ts";
import { messageOf } from "./message.ts";
import type { Publisher } from "./ports.ts";

export interface Delivery {
  readonly sent: readonly Notice[];
  /** Why the rest could not be sent; it stays in the outbox for the next run. */
  readonly failed: string | null;
}

/** Publishes the outbox in order, at least once; stops at the first that fails, so that a thread is read in order. */
export async function deliver(
  publisher: Publisher,
  outbox: readonly Notice[],
  override: OverrideAddress,
): Promise<Delivery> {
  const sent: Notice[] = [];
  for (const notice of outbox) {
    try {
      await publisher.publish(messageOf(notice, override));
      sent.push(notice);
    } catch (error) {
      return { sent, failed: reasonOf(error) };
    }
  }
  return { sent, failed: null };
}

/** What was sent leaves the outbox and is journaled; null: nothing of it is in there any more. */
export function withoutSent(record: SiteRecord, sent: readonly Notice[], now: EpochMs): Step | null {
  const ids = new Set(sent.map(({ id }) => id));
  const leaving = record.outbox.filter(({ id }) => ids.has(id));
  if (leaving.length === 0) return null;
  const { incident } = record;
  const told =
    incident === null
      ? null
      : { ...incident, times: { ...incident.times, told: incident.times.told ?? now } };
  return {
    record: { ...record, incident: told, outbox: record.outbox.filter(({ id }) => !ids.has(id)) },
    happenings: leaving.map(({ id, kind, headline }) => ({
      kind: "told",
      who: "controller",
      text: headline,
      data: { notice: id, kind },
      tell: null,
    })),
  };
}
