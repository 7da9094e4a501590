import type { Drilled, LastDrill, SaidDrill } from "../model/drill.ts";
import { reasonOf } from "../model/reason.ts";
import type { SiteRecord } from "../model/record.ts";
import type { Site } from "../model/site.ts";
import { between, type Clock, type DurationMs, type EpochMs, isoTime } from "../model/time.ts";
import type { ObjectStore } from "./ports.ts";
import { peek } from "./store.ts";

interface Reads {
  readonly store: Pick<ObjectStore, "get">;
  readonly clock: Pick<Clock, "now">;
}

/** `own`: the record of the site that is asked about, where it is at hand. */
export async function lastDrill(
  { store, clock }: Reads,
  sites: readonly Site[],
  own: SiteRecord,
): Promise<LastDrill> {
  const declared = sites.filter(({ drill }) => drill);
  if (declared.length === 0) return { kind: "none" };
  try {
    const records = await Promise.all(
      declared.map(async (site) =>
        site.name === own.site ? own : (await peek(store, site, clock.now())).record,
      ),
    );
    return newestOf(records, clock.now());
  } catch (error) {
    return { kind: "unknown", because: reasonOf(error) };
  }
}

function newestOf(records: readonly SiteRecord[], now: EpochMs): LastDrill {
  const [newest] = records
    .flatMap(({ site, drilled }) => (drilled === null ? [] : [{ site, drilled }]))
    .sort((a, b) => b.drilled.at - a.drilled.at);
  return newest === undefined
    ? { kind: "never", sites: records.map(({ site }) => site) }
    : said(newest.site, newest.drilled, now);
}

const said = (site: string, { at, who, ...drilled }: Drilled, now: EpochMs): SaidDrill => ({
  kind: "drilled",
  site,
  at: isoTime(at),
  ageSeconds: inSeconds(between(at, now)),
  who: who.name,
  ending: drilled.ending,
  wrong: drilled.wrong,
  lever: drilled.lever,
  toStandbySeconds: drilled.toStandby && inSeconds(drilled.toStandby),
  wayBackSeconds: drilled.wayBack && inSeconds(drilled.wayBack),
  visits: drilled.visits,
});

const inSeconds = (span: DurationMs): number => Math.round(span / 1000);
