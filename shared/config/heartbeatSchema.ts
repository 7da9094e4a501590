import * as v from "valibot";
import { hours, minutes } from "../model/time.ts";
import { duration, text } from "./fields.ts";
import { wrong } from "./finding.ts";
import { mapping } from "./mapping.ts";

/** The loop runs once a minute. */
const shortest = minutes(1);

export const heartbeat = mapping(
  "A tiny object written to the primary's bucket and read in the standby's, to measure replication.",
  {
    key: v.optional(
      text(
        "Its key; it has to be replicated.",
        ".failover/heartbeat",
        /^[\w.!'()/-]{1,200}[^/]$/,
        "a key that does not end in /",
      ),
      ".failover/heartbeat",
    ),
    every: v.optional(
      v.pipe(
        duration("How often it is written.", "1m", hours(1)),
        v.check((span) => span >= shortest, wrong("the loop runs once a minute", "write at least 1m")),
      ),
      "1m",
    ),
  },
);
