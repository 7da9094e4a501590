import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { type EpochMs, epochMs } from "../../../shared/model/time.ts";
import type { DemoState, News, PageClock, SiteSeen } from "../wire.ts";
import type { Line } from "./live.ts";

/** All that the page knows. */
export interface Model {
  readonly line: Line;
  readonly via: string;
  readonly as: string;
  readonly sites: ReadonlyMap<string, SiteSeen>;
  readonly demo: DemoState | null;
  /** The server's clock, and when by the browser's own it was so. */
  readonly clock: PageClock & { readonly heardAtMs: number };
}

export const nothingYet: Model = {
  line: { kind: "down", because: "connecting" },
  via: "",
  as: "",
  sites: new Map(),
  demo: null,
  clock: { at: epochMs(0), speed: 1, heardAtMs: 0 },
};

export function afterNews(model: Model, news: News): Model {
  const clock = { ...news.clock, heardAtMs: performance.now() };
  switch (news.kind) {
    case "hello": {
      const { via, as, demo, sites } = news;
      return { ...model, via, as, demo, clock, sites: new Map(sites.map((site) => [site.site, site])) };
    }
    case "site":
      return { ...model, clock, sites: new Map(model.sites).set(news.site.site, news.site) };
    case "clock":
      return { ...model, clock };
    case "demo":
      return { ...model, clock, demo: news.demo };
  }
}

/** The server's time now. */
const nowOf = ({ clock }: Model): EpochMs =>
  epochMs(clock.at + (performance.now() - clock.heardAtMs) * clock.speed);

export interface Desk {
  readonly model: Model;
  readonly ask: (path: string, body: object) => Promise<unknown>;
}
export const DeskContext = createContext<Desk>({ model: nothingYet, ask: () => Promise.reject() });
export const useDesk = (): Desk => useContext(DeskContext);

/** The server's time, a second at a time: what makes ages grow. */
export function useNow(): EpochMs {
  const { model } = useDesk();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return nowOf(model);
}
