import type { Site } from "../../shared/model/site.ts";
import { copyCommands, deleteCommand } from "./commands.ts";
import type { WayBackFound } from "./findWayBack.ts";
import type { WayBack } from "./wayBack.ts";

type Found = Extract<WayBackFound, { kind: "found" }>;

export const countOf = ({ all }: Found, kind: WayBack["kind"]): number =>
  all.filter((each) => each.kind === kind).length;

export const leavesWork = (found: Found): boolean =>
  countOf(found, "copy") + countOf(found, "deleted") + countOf(found, "conflict") > 0;

/** What was found, what to do about it, and how to know that it is done. */
export function sayWayBack(site: Site, found: Found, folder: string): string {
  const count = (kind: WayBack["kind"]): string => countOf(found, kind).toLocaleString("en").padStart(8);
  const has = (kind: WayBack["kind"]): boolean => countOf(found, kind) > 0;
  return [
    `${site.name}: s3://${site.secondary.bucket} against s3://${site.primary.bucket}: ${headline(found)}`,
    "",
    `${count("copy")} written on the standby, to be copied back: ${folder}/manifest.csv`,
    `${count("deleted")} deleted on the standby, and still in the primary: ${folder}/deletes.txt`,
    `${count("conflict")} written on both, the primary's as new or newer: ${folder}/conflicts.txt`,
    `${count("notOfStandby")} other differences: not the standby's doing, or from before --since`,
    ...found.all.flatMap((each) =>
      each.kind === "unknown" ? [`not known: ${each.key}: ${each.because}`] : [],
    ),
    ...(has("copy") ? ["", toCopy, ...copyCommands(site, folder)] : []),
    ...(has("deleted") ? ["", "To delete them in the primary, once read:", deleteCommand(site, folder)] : []),
    ...(has("conflict")
      ? ["", "Of those on both say yourself which stands, and write it again on the side that lost."]
      : []),
    ...(leavesWork(found)
      ? [
          "",
          `Done when this command exits with 0. Until then \`npx failover verify ${site.name}\` names what differs, and no-divergence refuses the way back; it asks again every minute.`,
        ]
      : []),
  ].join("\n");
}

const toCopy =
  "To copy them back (written by AWS's documentation, and never yet run on AWS; few are copied as well by `aws s3 cp`):";

function headline(found: Found): string {
  if (countOf(found, "unknown") > 0) return "NOT WHOLLY KNOWN";
  return leavesWork(found) ? "THE STANDBY HAS WHAT THE PRIMARY LACKS" : "NOTHING TO BRING BACK";
}
