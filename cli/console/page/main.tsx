import { render } from "preact";
import { useCallback, useEffect, useMemo, useReducer, useState } from "preact/hooks";
import type { News } from "../wire.ts";
import { DemoBar } from "./DemoBar.tsx";
import { follow, type Line, post, takeToken } from "./live.ts";
import { afterNews, DeskContext, type Model, nothingYet } from "./model.ts";
import { SiteList } from "./SiteList.tsx";
import { SitePage } from "./SitePage.tsx";

type Event = { readonly news: News } | { readonly line: Line };

const token = takeToken();

function Console() {
  const [model, take] = useReducer(
    (before: Model, event: Event): Model =>
      "news" in event ? afterNews(before, event.news) : { ...before, line: event.line },
    nothingYet,
  );
  useEffect(() => {
    void follow(
      token,
      (news) => take({ news }),
      (line) => take({ line }),
    );
  }, []);
  const ask = useCallback((path: string, body: object) => post(token, path, body), []);
  const desk = useMemo(() => ({ model, ask }), [model, ask]);
  const site = useRoute();
  return (
    <DeskContext.Provider value={desk}>
      <button class="skip" type="button" onClick={() => document.getElementById("main")?.focus()}>
        Skip to the site
      </button>
      <Head model={model} />
      {model.demo !== null && <DemoBar demo={model.demo} site={site} />}
      <div class={site === null ? "desk" : "desk at-site"}>
        <SiteList chosen={site} />
        <main id="main" tabIndex={-1}>
          {site === null ? <Choose /> : <SitePage key={site} name={site} />}
        </main>
      </div>
    </DeskContext.Provider>
  );
}

function Head({ model }: { readonly model: Model }) {
  return (
    <header class="head">
      <h1 class="brand">
        <a href="#/">Failover console</a>
      </h1>
      <p class="via">{model.via}</p>
      <p class={`line ${model.line.kind}`} role="status">
        {model.line.kind === "up" ? "live" : `not live: ${model.line.because}`}
      </p>
    </header>
  );
}

const Choose = () => <p class="choose">Choose a site: those that need a person stand first.</p>;

/** The site in the address, "#/site/NAME"; null: none. */
function useRoute(): string | null {
  const read = (): string | null => {
    const found = /^#\/site\/([^/]+)$/.exec(location.hash)?.[1];
    return found === undefined ? null : decodeURIComponent(found);
  };
  const [site, setSite] = useState(read);
  useEffect(() => {
    const changed = (): void => setSite(read());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return site;
}

const root = document.getElementById("console");
if (root !== null) render(<Console />, root);
