import type { Fault, Trouble } from "../../drill/faults.ts";
import { minutes } from "../../shared/model/time.ts";

const usEast1: readonly Trouble[] = [
  { kind: "serviceDark", service: "route53" },
  { kind: "serviceDark", service: "cloudfront" },
  { kind: "alarmEventsLost", share: 1 },
];
const regionA: Trouble = { kind: "regionDark", side: "primary" };
const regionB: Trouble = { kind: "regionDark", side: "secondary" };

/** Which part of AWS is dark, from the second minute to the end of the play. */
export const darknesses: readonly { readonly name: string; readonly troubles: readonly Trouble[] }[] = [
  { name: "nothing", troubles: [] },
  { name: "us-east-1", troubles: usEast1 },
  { name: "region A", troubles: [regionA] },
  { name: "region B", troubles: [regionB] },
  { name: "us-east-1 and region A", troubles: [...usEast1, regionA] },
  { name: "us-east-1 and region B", troubles: [...usEast1, regionB] },
];

export const lasting = (trouble: Trouble, fromMin: number, lastsMin: number | null): Fault => ({
  ...trouble,
  from: minutes(fromMin),
  lasts: lastsMin === null ? null : minutes(lastsMin),
});
