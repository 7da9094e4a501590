import type { MoveBy } from "../model/move.ts";
import type { Outcome } from "../model/outcome.ts";
import { reasonOf } from "../model/reason.ts";
import type { Intent } from "../model/record.ts";
import type { Site, Switch } from "../model/site.ts";
import {
  bodyOf,
  isOf,
  type SwitchChange,
  type SwitchKey,
  type SwitchObjects,
  saySwitch,
  switchChanges,
  switchPosition,
} from "../model/switch.ts";
import { after, seconds } from "../model/time.ts";
import type { Lever } from "./lever.ts";
import type { SwitchLeverPorts } from "./ports.ts";
import { seeAnswered, seenByCheckers } from "./switchReadBack.ts";

/** Nothing is written so late that it could land after the intent's lease. */
const leaseMargin = seconds(30);

/** Steering by two objects that Route 53's checkers look for: S3 and the data plane, nothing of us-east-1. */
export const switchLever = (ports: SwitchLeverPorts): Lever<"switch"> => ({
  name: "switch",
  async act(move, intent, site) {
    const place = site.switch;
    return place === null
      ? { kind: "failed", because: "no switch is provisioned for this site" }
      : pull({ ports, move, intent, site, place });
  },
});

interface Pull {
  readonly ports: SwitchLeverPorts;
  readonly move: MoveBy<"switch">;
  readonly intent: Intent;
  readonly site: Site;
  readonly place: Switch;
}

async function pull(pulled: Pull): Promise<Outcome> {
  const { ports, move, intent, place } = pulled;
  if (after(ports.clock.now(), leaseMargin) > intent.leaseUntil)
    return { kind: "failed", because: "this run came too late to act: its lease is about to end" };
  const stands = await read(pulled);
  if (typeof stands === "string") return { kind: "unknown", because: stands };
  if (!isOnTheWay(stands, move, intent))
    return { kind: "lostRace", because: `somebody else pulled the switch: it stands ${standing(stands)}` };
  const due = switchChanges(place, stands, intent.to);
  const trouble = await write(pulled, due);
  const now = due.length === 0 ? stands : await read(pulled);
  if (typeof now === "string") return { kind: "unknown", because: joined(trouble, `reading back: ${now}`) };
  if (switchChanges(place, now, intent.to).length > 0) return notWritten(pulled, now, trouble);
  return readBack(pulled, due.length > 0);
}

/** What stands is what was seen when this was planned, or what an earlier try of the same intent made of it. */
function isOnTheWay(stands: SwitchObjects, { before, changes }: MoveBy<"switch">, { id }: Intent): boolean {
  const asSeen = (key: SwitchKey): boolean => stands[key]?.etag === before[key]?.etag;
  const asMeant = (key: SwitchKey): boolean =>
    changes.some(
      ({ action, object }) =>
        object === key && (action === "DELETE" ? stands[key] === null : isOf(stands[key], id)),
    );
  return (["hold", "force"] as const).every((key) => asSeen(key) || asMeant(key));
}

/** In their order, up to the first that did not go well; null: all did. */
async function write(
  { ports, place, intent, site }: Pull,
  due: readonly SwitchChange[],
): Promise<string | null> {
  for (const { action, object, etag, url } of due) {
    const answer =
      action === "PUT"
        ? await ports.switches.put(place, object, bodyOf(intent, site.name, ports.clock.now()))
        : await ports.switches.remove(place, object, etag ?? "");
    if (answer.kind !== "written") return `${action} ${url}: ${answer.because}`;
  }
  return null;
}

/** Not as intended: as before, then nothing was done; half done, then it is taken back. */
async function notWritten(pulled: Pull, stands: SwitchObjects, trouble: string | null): Promise<Outcome> {
  const because = trouble ?? `written, and read back otherwise: it stands ${standing(stands)}`;
  return takenBack(pulled, stands, because);
}

async function readBack(pulled: Pull, wroteNow: boolean): Promise<Outcome> {
  const { ports, site, place, intent } = pulled;
  const how = wroteNow ? "changed" : "alreadySo";
  const blind = await seenByCheckers(ports, place, intent.to);
  if (blind !== null) return takenBack(pulled, await read(pulled), blind);
  if (intent.to === "automatic") return { kind: "done", how, changeId: null };
  const answered = await seeAnswered(ports, site, intent);
  switch (answered.kind) {
    case "asWanted":
      return { kind: "done", how: "changed", changeId: null };
    case "unknown":
      return wroteNow ? pending(answered.because) : { kind: "done", how: "unseen", changeId: null };
    case "otherwise":
      // Checkers take their time; but what stood there all through an earlier run has had it.
      return wroteNow ? pending(answered.because) : takenBack(pulled, await read(pulled), answered.because);
  }
}

const pending = (because: string): Outcome => ({
  kind: "pending",
  changeId: null,
  because: `the switch stands; ${because}`,
});

/** A switch that does not do what it is for must not be left where it would one day. */
async function takenBack(pulled: Pull, stands: SwitchObjects | string, because: string): Promise<Outcome> {
  const { move, place } = pulled;
  if (typeof stands === "string") return { kind: "unknown", because: `${because}; reading back: ${stands}` };
  const back = switchChanges(place, stands, switchPosition(move.before));
  if (back.length === 0) return { kind: "failed", because };
  const trouble = await write(pulled, back);
  return trouble === null
    ? { kind: "failed", because: `${because}; taken back` }
    : { kind: "unknown", because: `${because}; not taken back: ${trouble}` };
}

async function read({ ports, place }: Pull): Promise<SwitchObjects | string> {
  try {
    return await ports.switches.read(place);
  } catch (error) {
    return `s3://${place.bucket} can't be read: ${reasonOf(error)}`;
  }
}

const standing = (stands: SwitchObjects): string => saySwitch[switchPosition(stands)];
const joined = (first: string | null, second: string): string =>
  first === null ? second : `${first}; ${second}`;
