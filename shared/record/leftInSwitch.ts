import type { Intent, SiteRecord } from "../model/record.ts";

/**
 * What is remembered when a move ends that the switch was not seen to do: it may hold the move's object all the same,
 * and that is nobody else's. A release puts nothing there.
 */
export const leftInSwitch = (record: SiteRecord, intent: Intent): SiteRecord["leftInSwitch"] => {
  const { id, to, by, why, moves } = intent;
  const puts = to !== "automatic" && moves.some(({ lever }) => lever === "switch");
  return puts ? { intent: id, to, by, why } : record.leftInSwitch;
};
