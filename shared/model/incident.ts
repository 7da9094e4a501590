import type { EpochMs } from "./time.ts";

/**
 * Phases of an incident; `calm` is none.
 * suspected: the primary looks down, visitors are still sent there. failedOver: visitors get the standby.
 * recovering: the primary answers again, not yet for long. ready: it has been stable for as long as policy asks.
 * returning: released, visitors not yet seen back.
 */
export const phases = ["calm", "suspected", "failedOver", "recovering", "ready", "returning"] as const;
export type Phase = (typeof phases)[number];

/** What moves an incident from phase to phase. */
export const phaseEvents = [
  "primaryDown",
  "primaryUp",
  "primaryStable",
  "visitorsOnSecondary",
  "visitorsOnPrimary",
  "released",
] as const;
export type PhaseEvent = (typeof phaseEvents)[number];

/** When each thing happened; null: not yet, or not seen. */
export interface Times {
  readonly firstBadProbe: EpochMs | null;
  readonly detected: EpochMs | null;
  readonly decided: EpochMs | null;
  readonly acted: EpochMs | null;
  readonly dnsMoved: EpochMs | null;
  readonly visitorsMoved: EpochMs | null;
  readonly told: EpochMs | null;
  readonly primaryBack: EpochMs | null;
  readonly released: EpochMs | null;
  readonly visitorsBack: EpochMs | null;
}

export const noTimes: Times = {
  firstBadProbe: null,
  detected: null,
  decided: null,
  acted: null,
  dnsMoved: null,
  visitorsMoved: null,
  told: null,
  primaryBack: null,
  released: null,
  visitorsBack: null,
};
