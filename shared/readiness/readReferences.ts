import { known, type Reading } from "../model/observation.ts";
import type { PageSeen } from "./ground.ts";
import type { GroundPorts } from "./ports.ts";
import type { Ask } from "./reading.ts";

type References = readonly { readonly path: string; readonly status: number }[];

/** The first of them are enough to see that a deploy or its replication is incomplete. */
const followed = 8;

/** What the standby's start page needs from the same host, asked of the standby itself. */
export async function readReferences(
  ports: Pick<GroundPorts, "visit" | "clock">,
  ask: Ask,
  start: PageSeen | undefined,
): Promise<Reading<References>> {
  if (start?.page.kind !== "known") return known([], ports.clock.now());
  const { value } = start.page;
  if (value.kind !== "answered" || value.status >= 300) return known([], ports.clock.now());
  const paths = referencedIn(value.body, start.url).slice(0, followed);
  return await ask("a way to it", `what ${start.url} refers to`, () =>
    Promise.all(paths.map((path) => statusOf(ports, new URL(path, start.url).href, start.name, path))),
  );
}

async function statusOf(ports: Pick<GroundPorts, "visit">, url: string, host: string, path: string) {
  const fetched = await ports.visit.get(url, host);
  if (fetched.kind === "failed") throw new Error(`${url}: ${fetched.because}`);
  return { path, status: fetched.status };
}

/** Paths on the same host of scripts, images and stylesheets; other links are for people to follow. */
function referencedIn(html: string, base: string): readonly string[] {
  const sources = [...html.matchAll(/<(?:script|img|source)\b[^>]*?\ssrc\s*=\s*["']?([^"'\s>]+)/gi)];
  const styles = [
    ...html.matchAll(/<link\b(?=[^>]*stylesheet|[^>]*icon)[^>]*?\shref\s*=\s*["']?([^"'\s>]+)/gi),
  ];
  const { host } = new URL(base);
  const urls = [...sources, ...styles]
    .map(([, written = ""]) => URL.parse(written, base))
    .filter((url) => url !== null && url.host === host);
  return [...new Set(urls.map((url) => `${url?.pathname}${url?.search}`))];
}
