import { useEffect, useState } from "preact/hooks";
import { isOverride, type OverrideWay } from "../../../shared/model/notice.ts";
import { type EpochMs, epochMs } from "../../../shared/model/time.ts";
import type { SiteStatus } from "../../../shared/override/status.ts";
import { attentionTo } from "../attention.ts";
import type { Trouble } from "../wire.ts";
import { Age, isOld } from "./Age.tsx";
import { Facts } from "./Facts.tsx";
import { JournalList } from "./JournalList.tsx";
import { LagPlot } from "./LagPlot.tsx";
import { Levers } from "./Levers.tsx";
import { useDesk, useNow } from "./model.ts";
import { ReadinessCard } from "./ReadinessCard.tsx";
import { sayLevel, signs } from "./SiteList.tsx";
import { Timeline } from "./Timeline.tsx";
import { useJournal } from "./useJournal.ts";

const lookEveryMs = 4000;
const unseen = { seen: null, trouble: null };

/** One site: how it stands, what happens next, the ways out, its course, its journal. */
export function SitePage({ name }: { readonly name: string }) {
  const { model } = useDesk();
  const now = useNow();
  useLooking(name);
  const site = model.sites.get(name);
  const journal = useJournal(name, site ?? unseen);
  const [shown, setShown] = useState<{ readonly id: string } | null>(null);
  const [order, setOrder] = useState<OverrideWay | null>(null);
  if (site === undefined)
    return <p class="choose">{model.via === "" ? "Connecting …" : `There is no site ${name}.`}</p>;
  const { seen, trouble } = site;
  const { level, says } = attentionTo(site, now);
  return (
    <article
      class={seen === null || isOld(seen.at, now) ? "site-page old" : "site-page"}
      aria-labelledby="site"
    >
      <p class="back">
        <a href="#/">All sites</a>
      </p>
      <h2 id="site">{name}</h2>
      <p class={`headline ${level}`} role="status">
        <span class={`sign ${level}`} role="img" aria-label={sayLevel[level]}>
          {signs[level]}
        </span>
        {says}
      </p>
      {trouble !== null && <Unseen trouble={trouble} now={now} />}
      {seen !== null && (
        <>
          <p class="asof">
            <Age at={seen.at} now={now} what="Seen " />
            {isOld(seen.at, now) && ": it may be different by now"}
          </p>
          <Standing status={seen.status} now={now} order={setOrder} />
          <Timeline
            entries={journal.entries}
            status={seen.status}
            now={now}
            show={(id) => setShown({ id })}
          />
          <LagPlot entries={journal.entries} seen={seen} now={now} />
        </>
      )}
      <ReadinessCard site={name} now={now} />
      <JournalList journal={journal} wanted={shown} />
      {order !== null && seen !== null && (
        <Levers site={name} status={seen.status} way={order} close={() => setOrder(null)} />
      )}
    </article>
  );
}

function Standing({
  status,
  now,
  order,
}: {
  readonly status: SiteStatus;
  readonly now: EpochMs;
  readonly order: (way: OverrideWay) => void;
}) {
  const ways = status.ways.filter(isOverride).filter(({ action }) => action !== "status");
  return (
    <section class="standing" aria-label="How it stands">
      <p class="visitors">{status.visitors}</p>
      <p class="next">
        <b>Next</b> {status.next === "" ? "Nothing to do." : status.next}
      </p>
      {status.ways.some((way) => !isOverride(way)) && (
        <p class="next">
          <b>All of it</b> <code>npx failover failback-manifest {status.site} --out failback</code>
        </p>
      )}
      <div class="ways">
        {ways.map((way) => (
          <button key={way.say} type="button" onClick={() => order(way)}>
            {way.say}
          </button>
        ))}
        <button type="button" onClick={() => order({ say: "Another order", action: "hold" })}>
          Another order …
        </button>
      </div>
      <Facts status={status} now={now} />
    </section>
  );
}

const Unseen = ({
  trouble: { since, because, remedy },
  now,
}: {
  readonly trouble: Trouble;
  readonly now: EpochMs;
}) => (
  <p class="trouble" role="alert">
    Not seen since <Age at={epochMs(since)} now={now} />: {because}. {remedy}
  </p>
);

/** While somebody looks at the page of a site, it is asked closely. */
function useLooking(site: string): void {
  const { ask } = useDesk();
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === "visible") void ask("/api/look", { site }).catch(() => undefined);
    };
    look();
    const timer = setInterval(look, lookEveryMs);
    return () => clearInterval(timer);
  }, [site]);
}
