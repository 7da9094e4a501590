import * as v from "valibot";
import { shown, wrong } from "./finding.ts";

/** A value that is written as text where a word says it all, and as a mapping where more is to be said. */
export const either = <
  S extends v.GenericSchema<string, string>,
  M extends v.GenericSchema<Record<string, unknown>, unknown>,
>(
  short: S,
  long: M,
  spelledOut: (written: string) => v.InferOutput<M>,
) =>
  v.pipe(
    v.union([short, long], (issue) =>
      wrong(`${shown(issue.input)} is neither text nor a mapping`, "write text, or keys"),
    ),
    v.transform((written): v.InferOutput<M> => (typeof written === "string" ? spelledOut(written) : written)),
  );
