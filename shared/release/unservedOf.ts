import type { ReleasedObject, ReleaseManifest } from "../model/release.ts";
import type { Site } from "../model/site.ts";
import type { ReleaseHttpPort } from "./ports.ts";

/** One of each media type, of a length that a fetch reads whole. */
const fetchedAtMost = 4;
const longest = 256 * 1024;

/**
 * Fetches some of a release's objects from the standby as a visitor would, by the site's host name, and says what is not
 * as the manifest has it: status, length, media type, SHA-256 where the manifest has one. A fetch that failed or could
 * not be made says nothing here: the probes do.
 */
export async function unservedOf(
  http: ReleaseHttpPort,
  { secondary }: Site,
  manifest: ReleaseManifest,
): Promise<readonly string[]> {
  const [probe] = secondary.probes;
  if (probe === undefined) return [];
  const { origin } = new URL(probe.url);
  const judged = chosenFrom(manifest).map(async (object) => {
    const url = `${origin}/${object.key.split("/").map(encodeURIComponent).join("/")}`;
    const answer = await http.get({ url, host: probe.host, address: null, timeoutMs: probe.timeoutMs });
    return answer.kind === "answered" ? faultOf(object, answer, url) : null;
  });
  return (await Promise.all(judged)).filter((fault) => fault !== null);
}

function chosenFrom({ objects }: ReleaseManifest): readonly ReleasedObject[] {
  const byType = new Map<string, ReleasedObject>();
  for (const object of objects) {
    const type = mediaType(object.contentType ?? object.key.slice(object.key.lastIndexOf(".")));
    if (object.size <= longest && !byType.has(type)) byType.set(type, object);
  }
  return [...byType.values()].slice(0, fetchedAtMost);
}

function faultOf(
  { size, contentType, checksum }: ReleasedObject,
  { status, headers, whole }: Extract<Awaited<ReturnType<ReleaseHttpPort["get"]>>, { kind: "answered" }>,
  url: string,
): string | null {
  if (status !== 200) return `${url} answered ${status}`;
  const typed = headers["content-type"] ?? "";
  if (contentType !== null && mediaType(typed) !== mediaType(contentType))
    return `${url} is ${typed === "" ? "of no type" : typed}, not ${contentType}`;
  if (whole === null || whole.bytes !== size)
    return `${url} has ${whole === null ? `more than ${longest}` : whole.bytes} bytes, not ${size}`;
  const sha256 = checksum?.startsWith("SHA256:") ? checksum.slice("SHA256:".length) : null;
  const isSame = sha256 === null || Buffer.from(sha256, "base64").toString("hex") === whole.sha256;
  return isSame ? null : `${url} has another content than the manifest's`;
}

const mediaType = (contentType: string): string => (contentType.split(";")[0] ?? "").trim().toLowerCase();
