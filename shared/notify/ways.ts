import type { OverrideWay, WayOut } from "../model/notice.ts";

/** What a person may do next, as notices and `status` offer it. */
export const force: OverrideWay = { say: "Send visitors to the standby now", action: "force" };
export const forceAnyway: OverrideWay = {
  say: "Send visitors to the standby although the replica is not fit",
  action: "force",
  overrideRules: ["replica-current", "replica-serves"],
};
export const hold: OverrideWay = { say: "Keep visitors on the primary", action: "hold" };
export const release: OverrideWay = { say: "Let visitors go back now", action: "release" };
export const letGo: OverrideWay = { say: "Let Route 53 decide again", action: "release" };
export const freeze: OverrideWay = { say: "Keep the controller's hands off", action: "freeze" };
export const status: OverrideWay = { say: "See how it stands", action: "status" };

export const freezeEnds: OverrideWay = { say: "Lift the freeze", action: "unfreeze" };
export const arm: OverrideWay = { say: "Arm it", action: "arm" };

/** docs/failback.md */
export const bringBack: WayOut = {
  say: "List what was done on the standby, and what brings it back",
  action: "failback-manifest",
};
