import type { Observation } from "../model/observation.ts";

/** What a run could not see, by name; a rising number of these is a control plane going blind. */
export function unknownsIn(observation: Observation): string[] {
  const { sides, visitors, records, switch: switched, distribution, replication, replica } = observation;
  const read: readonly (readonly [string, { readonly kind: string } | null])[] = [
    ["primary", sides.primary],
    ["secondary", sides.secondary],
    ...visitors.flatMap(({ name, answers, served }) => [
      [`DNS of ${name}`, answers] as const,
      [`who serves ${name}`, served] as const,
    ]),
    ["records", records],
    ["switch", switched],
    ["distribution", distribution],
    ["replication metrics", replication],
    ["replica", replica],
  ];
  return read.flatMap(([what, reading]) => (reading?.kind === "unknown" ? [what] : []));
}
