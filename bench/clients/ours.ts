import { systemClock } from "../../shared/aws/clock.ts";
import { s3Listing } from "../../shared/aws/listing.ts";
import { minutes } from "../../shared/model/time.ts";
import { compareBuckets } from "../../shared/verify/compareBuckets.ts";
import type { Difference } from "../../shared/verify/task.ts";
import { keepYoungSpaceSmall } from "../../shared/verify/youngSpace.ts";
import { asked, client, say } from "./client.ts";

/** The comparison of this project, as `failover verify` runs it. */
const told = asked();
const differences: Difference[] = [];
const s3 = client(told, told.inFlight);
const startedAt = performance.now();
keepYoungSpaceSmall();
const result = await compareBuckets(
  { clock: systemClock, listing: s3Listing(() => s3), heads: null },
  {
    primary: { name: "primary", region: "us-east-1" },
    secondary: { name: "secondary", region: "us-east-1" },
    scope: { prefix: "", exceptions: [] },
    mode: "key+size+etag",
    learned: told.learned,
    resume: null,
    window: minutes(15),
    now: systemClock.now(),
    inventory: told.inventory,
  },
  {
    deadline: null,
    signal: null,
    inFlight: told.inFlight,
    requestsPerSecond: null,
    memoryBytes: 256_000_000,
    tries: 5,
  },
  { onDifference: (difference) => differences.push(difference) },
);
const wallMs = performance.now() - startedAt;
if (result.kind !== "complete") throw new Error(result.because);
const of = (kind: Difference["difference"]) =>
  differences.filter(({ difference }) => difference === kind).map(({ key }) => key);
say({
  wallMs,
  missing: of("missing"),
  extra: of("extra"),
  differs: of("differs"),
  learned: result.learned,
});
