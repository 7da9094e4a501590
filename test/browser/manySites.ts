import type { Override } from "../../cli/override/reach.ts";
import type { Happening, JournalEntry } from "../../shared/model/journal.ts";
import { noEvidence } from "../../shared/model/observation.ts";
import { epochMs } from "../../shared/model/time.ts";
import { answerOverride } from "../../shared/override/answer.ts";
import type { Answered } from "../../shared/override/contract.ts";
import { reconcile } from "../../shared/reconcile.ts";
import { chain, genesisHash } from "../../shared/record/journal.ts";
import { aMemory, portsOver } from "../fixtures/memory.ts";
import { aSite } from "../fixtures/site.ts";

/** Sites by the hundred and a journal of thousands of entries: one site's true answer, given for all. */
export async function manySites(names: readonly string[], entries: number): Promise<Override> {
  const ports = portsOver(aMemory());
  await reconcile(ports, aSite(), noEvidence);
  const answer = await answerOverride(ports, [aSite()], { action: "status", site: aSite().name }, null);
  if ("error" in answer) throw new Error("the site has no status");
  const history = journalOf(entries);
  const journal = { from: entries + 1, to: entries };
  return {
    name: `${names.length} sites`,
    via: "console",
    ask: async (request) => ({
      kind: "answered",
      answer: {
        ...answer,
        ...freshStatus(answer, request),
        journal,
        ...("limit" in request ? { history } : {}),
      },
    }),
  };
}

function freshStatus({ status }: Answered, request: object): Pick<Answered, "site" | "status"> {
  const site = "site" in request ? String(request.site) : "";
  const now = new Date().toISOString();
  return { site, status: { ...status, site, asOf: now, lastRunAt: now } };
}

/** An entry a minute, up to now: the primary comes and goes every half hour. */
function journalOf(entries: number): readonly JournalEntry[] {
  const start = Date.now() - entries * 60_000;
  let head = { next: 1, hash: genesisHash("s"), unwritten: [] as readonly JournalEntry[] };
  return Array.from({ length: entries }, (_, i) => {
    const up = Math.floor(i / 30) % 2 === 0;
    const happening: Happening = {
      kind: "observed",
      who: "controller",
      text: up ? `the primary answers (${i} ms)` : `the primary is down: attempt ${i} answered 503`,
      data: { side: "primary", kind: up ? "up" : "down" },
      tell: null,
    };
    head = chain(head, [happening], { site: "s", incident: null, now: epochMs(start + i * 60_000) });
    return head.unwritten;
  }).flat();
}
