import { useMemo, useRef, useState } from "preact/hooks";
import { type Attention, inOrder, type Level } from "../attention.ts";
import type { SiteSeen } from "../wire.ts";
import { Age, isOld } from "./Age.tsx";
import { useDesk, useNow } from "./model.ts";

export const signs: Readonly<Record<Level, string>> = { act: "▲", watch: "◆", know: "●", calm: "✓" };
export const sayLevel: Readonly<Record<Level, string>> = {
  act: "needs a person",
  watch: "to be watched",
  know: "to be known",
  calm: "calm",
};

/** All sites at a glance: what needs a person stands first. */
export function SiteList({ chosen }: { readonly chosen: string | null }) {
  const { model } = useDesk();
  const now = useNow();
  const [wanted, setWanted] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const sites = useMemo(() => inOrder([...model.sites.values()], now), [model.sites, Math.floor(now / 5000)]);
  const shown = sites.filter(({ site, says }) =>
    `${site} ${says}`.toLowerCase().includes(wanted.toLowerCase()),
  );
  return (
    <nav class="sites" aria-label="Sites" onKeyDown={(event) => moveFocus(event, list.current)}>
      <h2>
        {sites.length} {sites.length === 1 ? "site" : "sites"}
      </h2>
      <Counts sites={sites} />
      <label class="filter">
        <span>Filter</span>
        <input type="search" value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
      </label>
      <ul ref={list}>
        {shown.map((site) => (
          <Row key={site.site} site={site} isChosen={site.site === chosen} now={now} />
        ))}
      </ul>
    </nav>
  );
}

function Counts({ sites }: { readonly sites: readonly Attention[] }) {
  const levels = (["act", "watch", "know"] as const).map((level) => ({
    level,
    count: sites.filter((site) => site.level === level).length,
  }));
  const said = levels
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${count} ${sayLevel[level]}`);
  return <p class="counts">{said.length === 0 ? "all calm" : said.join(", ")}</p>;
}

interface RowProps {
  readonly site: SiteSeen & Attention;
  readonly isChosen: boolean;
  readonly now: Parameters<typeof isOld>[1];
}

function Row({ site: { site, seen, level, says }, isChosen, now }: RowProps) {
  return (
    <li>
      <a
        class={`site ${level}${seen === null || isOld(seen.at, now) ? " old" : ""}`}
        href={`#/site/${encodeURIComponent(site)}`}
        aria-current={isChosen ? "page" : undefined}
      >
        <span class={`sign ${level}`} role="img" aria-label={sayLevel[level]}>
          {signs[level]}
        </span>
        <b>{site}</b>
        <span class="says">{says}</span>
        {seen !== null && <Age at={seen.at} now={now} />}
      </a>
    </li>
  );
}

/** Arrow keys go from site to site. */
function moveFocus(event: KeyboardEvent, list: HTMLUListElement | null): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || list === null) return;
  event.preventDefault();
  const links = [...list.querySelectorAll("a")];
  const at = links.findIndex((link) => link.matches(":focus"));
  links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
}
