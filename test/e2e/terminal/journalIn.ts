import type { Journal } from "../../../cli/judgeJournal.ts";
import type { Situation } from "./situations.ts";

/** The journal as it lies in the bucket in memory. */
export const verifiedIn =
  ({ memory }: Situation) =>
  async (): Promise<Journal> => {
    const stored = [...memory.objects].sort(([a], [b]) => (a < b ? -1 : 1));
    const read = (part: string) =>
      stored.filter(([key]) => key.includes(part)).map(([, { body }]) => JSON.parse(body));
    return { site: "www.example.com", entries: read("/journal/"), head: read("/record.json")[0].journal };
  };
