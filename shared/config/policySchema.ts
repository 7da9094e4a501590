import * as v from "valibot";
import { hours, minutes } from "../model/time.ts";
import { choice, count, duration, flag } from "./fields.ts";
import { wrong } from "./finding.ts";
import { mapping } from "./mapping.ts";

const longest = hours(31 * 24);

const off = v.literal(false, () =>
  wrong("this is neither false nor a mapping", "write false, or the keys it needs"),
);

/**
 * Strict limits, a lenient verdict: `maxLag` is the same 15 minutes for which replication is given time, and after them
 * not one object may be missing or different (`maxKeys` 0), since one old script beside a new page is a broken site, and
 * a person should hear of it. It serves all the same, since an old site is better than none.
 */
const stale = mapping(
  "A replica beyond maxLag, maxKeys or maxReleases is stale; extra objects don't count.",
  {
    when: v.optional(
      choice(
        "serve: a stale replica may serve all the same; hold: it may not, and the gate holds the primary until the replica is current.",
        ["serve", "hold"],
      ),
      "serve",
    ),
    maxLag: v.optional(duration("Lagging by more than this, the replica is stale.", "15m", longest), "15m"),
    maxKeys: v.optional(
      count(
        "With more objects than this missing or different after the replication window, the replica is stale.",
        0,
        1_000_000,
      ),
      0,
    ),
    maxReleases: v.optional(
      count(
        "With more releases than this between the standby's newest whole one and the newest, it is stale.",
        0,
        1000,
      ),
      0,
    ),
    maxEvidenceAge: v.optional(
      duration("Evidence older than this is none: the verdict becomes unknown.", "24h", longest),
      "24h",
    ),
    agesInOutage: v.optional(
      flag("Whether evidence ages on while the primary is down and can't be listed."),
      false,
    ),
  },
);

const failback = mapping("How traffic goes back to the primary.", {
  mode: v.optional(
    choice(
      "automatic: Route 53 goes back by itself; verified: when the conditions hold; manual: and a person approved.",
      ["verified", "manual", "automatic"],
    ),
    "verified",
  ),
  stableFor: v.optional(duration("How long the primary has to be healthy first.", "5m", longest), "5m"),
});

const flipRate = mapping("The controller's moves in a span; then it waits for a person's ack.", {
  max: v.optional(count("The most moves.", 1, 1000), 4),
  within: v.optional(duration("The span.", "24h", longest), "24h"),
});

// A site whose health check is red before it is up would be born failed over: so it starts in shadow.
const shadow = v.pipe(
  v.union(
    [
      off,
      mapping("Start in shadow.", {
        greenFor: v.optional(
          duration("How long it has to be seen green before a person can arm it.", "10m", longest),
          "10m",
        ),
      }),
    ],
    wrong("this is neither false nor a mapping", "write false, or greenFor: 10m below it"),
  ),
  v.metadata({
    description: "A new site only says what it would do until it was seen green; false: armed at once.",
  }),
);

const twoPerson = v.pipe(
  v.union(
    [
      off,
      mapping("A force waits for a second person.", {
        within: duration("How long it waits.", "30m", longest),
      }),
    ],
    wrong("this is neither false nor a mapping", "write false, or within: 30m below it"),
  ),
  v.metadata({ description: "Whether a force waits for a second person's approval." }),
);

export const policy = mapping("What the controller may do by itself.", {
  latch: v.optional(
    flag("Keep visitors on the secondary after an automatic failover; true unless failback is automatic."),
  ),
  gate: v.optional(flag("Hold the primary while the replica is not fit to serve."), true),
  stale: v.optional(stale, {}),
  failback: v.optional(failback, {}),
  cooldown: v.optional(duration("After a move, no other for so long.", "10m", minutes(24 * 60)), "10m"),
  flipRate: v.optional(flipRate, {}),
  shadow: v.optional(shadow, {}),
  twoPerson: v.optional(twoPerson, false),
});
