import * as v from "valibot";
import { type DrillResult, drillEndings } from "../model/drill.ts";
import { seconds } from "../model/time.ts";

const count = v.pipe(
  v.number("must be a number"),
  v.integer("must be a whole number"),
  v.minValue(0, "must not be negative"),
);

const span = v.nullable(
  v.pipe(
    v.number("must be a number of seconds, or null"),
    v.minValue(0, "must not be negative"),
    v.transform(seconds),
  ),
);

/** What `drill-end` hands over; spans are in seconds. */
export const drillResult = v.pipe(
  v.strictObject({
    ending: v.picklist(drillEndings, `must be one of ${drillEndings.join(", ")}`),
    wrong: v.pipe(
      v.array(
        v.pipe(v.string("must be a text"), v.maxLength(1000, "must have at most 1000 characters")),
        "must be a list of texts",
      ),
      v.maxLength(20, "must have at most 20 texts"),
    ),
    lever: v.nullable(v.picklist(["switch", "records"], "must be switch, records or null")),
    toStandbySeconds: span,
    wayBackSeconds: span,
    visits: v.strictObject({ right: count, stale: count, failed: count }),
  }),
  v.transform(
    ({ toStandbySeconds, wayBackSeconds, ...rest }): DrillResult => ({
      ...rest,
      toStandby: toStandbySeconds,
      wayBack: wayBackSeconds,
    }),
  ),
);
