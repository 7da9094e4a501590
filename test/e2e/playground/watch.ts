import type { Notice } from "../../../shared/model/notice.ts";
import { repeat } from "../world/repeat.ts";
import type { SiteGround } from "../world/siteGround.ts";
import type { SitesOnEmulator } from "../world/siteOnEmulator.ts";
import { say } from "./say.ts";

/**
 * Says whenever visitors of a site get something else than before, and every notice; and wakes the control plane every
 * ten seconds where AWS does once a minute, as nobody plays in minutes.
 */
export function watch(world: SitesOnEmulator): { stop(): Promise<void> } {
  const told = repeat(500, () => sayNotices(world));
  const visits = world.sites.map((site) => repeat(1000, whatVisitorsGet(site)));
  const wakes = repeat(10_000, () => wake(world));
  const all = [told, ...visits, wakes];
  return {
    async stop() {
      await Promise.all(all.map((each) => each.stop()));
    },
  };
}

async function sayNotices({ notices }: SitesOnEmulator): Promise<void> {
  for (const notice of (await notices.receive(1, 1000)) as Notice[])
    say(notice.site, `TOLD: ${notice.headline.slice(notice.site.length + 1)}`);
}

function whatVisitorsGet({ name, url, visitor }: SiteGround): () => Promise<void> {
  let before = "";
  return async () => {
    const now = await visitor.visit(url).then(
      ({ address, status, body }) =>
        status === 200
          ? `visitors get ${body.replace(/<[^>]*>/g, "")}, from the ${address === "127.0.0.2" ? "primary" : "standby"}`
          : `visitors get an error: ${status}`,
      () => "visitors get nothing: no connection",
    );
    if (now !== before) say(name, now);
    before = now;
  };
}

/** A run that can't be started now is made up for by the next. */
const wake = async ({ call }: SitesOnEmulator): Promise<void> =>
  void (await call("reconcile", {}).catch(() => undefined));
