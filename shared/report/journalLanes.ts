import type { Phase } from "../model/incident.ts";
import type { JournalEntry } from "../model/journal.ts";
import type { ReplicaVerdict } from "../model/observation.ts";
import type { Position } from "../model/order.ts";
import type { SideMemory } from "../model/record.ts";
import type { SideName } from "../model/site.ts";
import { epochMs } from "../model/time.ts";
import type { Lane, Part, Span } from "./report.ts";
import { all, type Change, stretchesOf } from "./stretches.ts";

/** What an entry says of a lane; null: nothing. */
type Read = (entry: JournalEntry, next: JournalEntry | undefined) => readonly Part[] | null;

/** What the journal can show of a span: the sides as probed, the replica, the steering, the incident. */
export function journalLanes(entries: readonly JournalEntry[], span: Span): readonly Lane[] {
  // A site's first entry is written with nobody steering and no incident; a later part of its journal does not say.
  const isWhole = entries[0]?.seq === 1;
  const unseen = all("unknown", isWhole ? "not seen yet" : "not in these entries");
  const lane = (name: string, about: string, read: Read, before = unseen): Lane => ({
    kind: "shown",
    name,
    about,
    stretches: stretchesOf(changesIn(entries, read), span, before),
  });
  return [
    lane("Primary", "as probed", sideIn("primary")),
    lane("Standby", "as probed", sideIn("secondary")),
    lane("Replica", "fit to serve?", replicaIn),
    lane("Steering", "by controller or people", steeringIn, isWhole ? positions.automatic : unseen),
    lane("Incident", "as the controller had it", phaseIn, isWhole ? phases.calm : unseen),
  ];
}

function changesIn(entries: readonly JournalEntry[], read: Read): readonly Change[] {
  return entries.flatMap((entry, i) => {
    const parts = read(entry, entries[i + 1]);
    return parts === null ? [] : [{ at: epochMs(Date.parse(entry.at)), parts }];
  });
}

const sideIn =
  (side: SideName) =>
  ({ data }: JournalEntry): readonly Part[] | null =>
    data["side"] === side ? stateNamed(sides, data["kind"]) : null;

const replicaIn = ({ data }: JournalEntry): readonly Part[] | null =>
  stateNamed(replicas, fieldOf(data["replica"], "kind"));

/** Moved when an act is read back; a decision that needs no lever has no intent after it. */
function steeringIn(entry: JournalEntry, next: JournalEntry | undefined): readonly Part[] | null {
  const { kind, data } = entry;
  if (kind === "acted")
    return fieldOf(data["outcome"], "kind") === "done" ? stateNamed(positions, data["to"]) : null;
  const decides = kind === "decided" || kind === "ordered";
  return decides && next?.kind !== "intended" ? stateNamed(positions, data["to"]) : null;
}

const phaseIn = ({ data }: JournalEntry): readonly Part[] | null =>
  data["on"] === undefined ? null : stateNamed(phases, data["to"]);

const sides: Readonly<Record<SideMemory["kind"], readonly Part[]>> = {
  up: all("well", "up"),
  down: all("bad", "down"),
  unknown: all("unknown", "can't be probed"),
};

const replicas: Readonly<Record<ReplicaVerdict["kind"], readonly Part[]>> = {
  current: all("well", "current"),
  stale: all("warning", "stale"),
  broken: all("bad", "broken"),
  unknown: all("unknown", "not known"),
};

const positions: Readonly<Record<Position, readonly Part[]>> = {
  automatic: all("well", "Route 53 decides"),
  secondary: all("away", "on the standby"),
  primary: all("held", "held on the primary"),
};

const phases: Readonly<Record<Phase, readonly Part[]>> = {
  calm: all("well", "none"),
  suspected: all("warning", "suspected"),
  failedOver: all("away", "failed over"),
  recovering: all("away", "primary answers again"),
  ready: all("away", "ready to return"),
  returning: all("warning", "returning"),
};

const stateNamed = (
  states: Readonly<Record<string, readonly Part[]>>,
  name: unknown,
): readonly Part[] | null => (typeof name === "string" ? (states[name] ?? null) : null);

const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === "object" && value !== null
    ? Object.entries(value).find(([name]) => name === field)?.[1]
    : null;
