import type { WayOut } from "../model/notice.ts";

/** What a person may do next, as notices and `status` offer it. */
export const force: WayOut = { say: "Send visitors to the standby now", action: "force" };
export const forceAnyway: WayOut = {
  say: "Send visitors to the standby although the replica is not fit",
  action: "force",
  overrideRules: ["replica-current", "replica-serves"],
};
export const hold: WayOut = { say: "Keep visitors on the primary", action: "hold" };
export const release: WayOut = { say: "Let visitors go back now", action: "release" };
export const letGo: WayOut = { say: "Let Route 53 decide again", action: "release" };
export const freeze: WayOut = { say: "Keep the controller's hands off", action: "freeze" };
export const status: WayOut = { say: "See how it stands", action: "status" };

export const freezeEnds: WayOut = { say: "Lift the freeze", action: "unfreeze" };
export const arm: WayOut = { say: "Arm it", action: "arm" };
