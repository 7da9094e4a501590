import type { JournalEntry } from "../shared/model/journal.ts";
import type { JournalHead } from "../shared/model/record.ts";
import { verifyChain } from "../shared/record/journal.ts";

/** A site's entries in order, with what its record says the last one is; null: there is no record beside them. */
export interface Journal {
  readonly site: string;
  readonly entries: readonly JournalEntry[];
  readonly head: JournalHead | null;
}

export type Verdict =
  | { readonly kind: "whole"; readonly site: string; readonly entries: number; readonly end: string }
  | { readonly kind: "broken"; readonly site: string; readonly seq: number; readonly because: string };

/** The chain alone can't tell that its last links are gone: the record holds the number and hash of the last. */
export function judgeJournal({ site, entries, head }: Journal): Verdict {
  const chain = verifyChain(site, entries);
  if (chain.kind === "broken") return { ...chain, site };
  const whole = { kind: "whole", site, entries: chain.entries } as const;
  if (head === null) return { ...whole, end: "no record.json beside it, so later ones may be missing" };
  const known = [...entries, ...head.unwritten.filter(({ seq }) => seq > chain.entries)];
  const all = verifyChain(site, known);
  if (all.kind === "whole" && all.entries === head.next - 1 && all.head === head.hash)
    return { ...whole, end: "its end is the one that the record remembers" };
  if (chain.entries >= head.next)
    return { ...whole, end: `the record beside it is older, and ends at entry ${head.next - 1}` };
  const because = `the record remembers ${head.next - 1} entries, and another end than this one`;
  return { kind: "broken", site, seq: chain.entries + 1, because };
}
