import type { ModeUsed, OpenQuestions } from "./result.ts";
import type { ModeAsked } from "./task.ts";

/** What equality rested on, for the answer to say. */
export function modeUsed(asked: ModeAsked, { doubts }: OpenQuestions, canAsk: boolean): ModeUsed {
  if (asked !== "auto") return { mode: asked, because: "it was asked for" };
  if (doubts.length === 0)
    return { mode: "key+size+etag", because: "no old object of equal size had another ETag" };
  const many = `${doubts.length} objects of equal size had another ETag`;
  return canAsk
    ? {
        mode: "key+size+etag, else version id or checksum",
        because: `${many}, and were asked about one by one`,
      }
    : { mode: "key+size+etag", because: `${many}, and single objects were not asked about` };
}
