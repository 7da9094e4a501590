import * as v from "valibot";

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const common = {
  site: v.pipe(v.string(), v.minLength(1)),
  /** Name of the state machine's execution: where its shares lie. */
  execution: v.pipe(v.string(), v.regex(/^[\w-]{1,80}$/)),
};

/** What the state machine asks of the function `comparison` (infra/service/comparisons.yml). */
export const comparisonStep = v.variant("step", [
  v.object({
    ...common,
    step: v.literal("plan"),
    /** A site with fewer objects is left to the loop, which compares it itself. */
    fromObjects: whole,
    objectsInShare: v.pipe(whole, v.minValue(1)),
  }),
  v.object({
    ...common,
    step: v.literal("share"),
    share: v.object({ nth: whole, after: v.string(), upTo: v.nullable(v.string()) }),
  }),
  v.object({ ...common, step: v.literal("merge") }),
]);
export type ComparisonStep = v.InferOutput<typeof comparisonStep>;
export type StepOf<Name extends ComparisonStep["step"]> = Extract<ComparisonStep, { readonly step: Name }>;
