import { setTimeout } from "node:timers/promises";
import { type Clock, epochMs } from "../model/time.ts";

export const systemClock: Clock = {
  now: () => epochMs(Date.now()),
  sleep: async (span) => void (await setTimeout(span)),
};
