import { minutes, ms } from "../../shared/model/time.ts";
import type { Scenario } from "./scenario.ts";

const outage = { from: minutes(2), lasts: minutes(20) } as const;

export const regionOutage: Scenario = {
  name: "region-outage",
  story:
    "The primary's region goes dark for 20 minutes; Route 53 fails over by itself, and the way back is made safe.",
  script: (site) => ({
    faults: [{ kind: "regionDark", side: "primary", ...outage }],
    deeds: [],
    lasts: ms(outage.from + outage.lasts + site.policy.failback.stableFor + minutes(8)),
  }),
};
