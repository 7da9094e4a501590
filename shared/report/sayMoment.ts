import type { EpochMs } from "../model/time.ts";
import type { Voice } from "./report.ts";

/** "03:04:05", in UTC. */
export const clockOf = (at: EpochMs): string => new Date(at).toISOString().slice(11, 19);

/** "+01:02", "−12:30", "+26:05:00": hours where there are any, minutes and seconds since then, or until then. */
export function offsetOf(at: EpochMs, zero: EpochMs): string {
  const total = Math.abs(Math.floor((at - zero) / 1000));
  const parts = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const said = (parts[0] === 0 ? parts.slice(1) : parts).map((n) => String(n).padStart(2, "0")).join(":");
  return `${at < zero ? "−" : "+"}${said}`;
}

/** A voice as the story names it. */
export const sayVoice: Readonly<Record<Voice, string>> = {
  world: "world",
  ordered: "ordered",
  seen: "seen",
  decided: "decided",
  done: "done",
  told: "told",
  dns: "DNS",
  visitors: "visitors",
};
