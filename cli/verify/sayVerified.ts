import { sayDuration } from "../../shared/model/time.ts";
import type { CompareResult, Found } from "../../shared/verify/result.ts";
import type { BucketsAsked } from "./bucketsAsked.ts";

/** What a comparison found, for a person. */
export function sayVerified({ primary, secondary, scope }: BucketsAsked, result: CompareResult): string {
  const what = `s3://${primary.name}/${scope.prefix} and s3://${secondary.name}/${scope.prefix}`;
  if (result.kind !== "complete") {
    const so = result.kind === "paused" ? "NOT FINISHED" : "NOT KNOWN";
    return [`${what}: ${so}: ${result.because}`, "", ...sayFound(result.paused.found)].join("\n");
  }
  const { found, mode, cost } = result;
  return [
    `${what}: ${headline(found)}`,
    "",
    ...sayFound(found),
    "",
    `By ${mode.mode}, as ${mode.because}. ${cost.requests} requests, ${cost.retries} of them asked again.`,
  ].join("\n");
}

function headline({ compared, missing, differs, extra, unproven, pending }: Found): string {
  if (compared === 0) return "THE PRIMARY LISTS NOTHING, which proves nothing";
  if (missing + differs + extra + unproven > 0) return "DIFFERENT";
  return pending === 0 ? "THE SAME" : "THE SAME, but for what is on its way";
}

function sayFound(found: Found): string[] {
  const { compared, inSecondary, missing, differs, extra, extrasAsked, pending, unproven, lag } = found;
  const line = (count: number, text: string): string[] =>
    count === 0 ? [] : [`${count.toLocaleString("en").padStart(12)} ${text}`];
  const asked = extrasAsked.deletesNotReplicated + extrasAsked.writtenInSecondary;
  const origin =
    asked === 0
      ? ""
      : `; of ${asked} asked, ${extrasAsked.deletesNotReplicated} came by replication (deleted in the primary since), ${extrasAsked.writtenInSecondary} did not`;
  return [
    `${compared.toLocaleString("en").padStart(12)} objects in the primary, ${inSecondary.toLocaleString("en")} in the secondary`,
    ...line(missing, `missing in the secondary`),
    ...line(differs, `different`),
    ...(lag > 0 ? [`${" ".repeat(13)}behind by ${sayDuration(lag)}`] : []),
    ...line(extra, `in the secondary alone${origin}`),
    ...line(pending, `missing or different, and young: on their way`),
    ...line(unproven, `of equal size, which nothing proves to be equal`),
    ...found.examples.map(({ key, difference }) => `  ${difference.padEnd(9)} ${key}`),
  ];
}
