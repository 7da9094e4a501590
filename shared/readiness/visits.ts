import type { Site } from "../model/site.ts";
import type { Ground, PageSeen } from "./ground.ts";
import type { GroundPorts } from "./ports.ts";
import type { Ask } from "./reading.ts";

/** By the sides' own probes: the address they ask, and each of the site's names. */
export async function readPages(ports: GroundPorts, ask: Ask, site: Site): Promise<readonly PageSeen[]> {
  const wanted = (["primary", "secondary"] as const).flatMap((side) => {
    const probe = site[side].probes[0];
    const url = probe === undefined ? null : new URL(site.visitor.path, probe.url).href;
    return url === null ? [] : site.names.map(({ name }) => ({ side, name, url }));
  });
  return await Promise.all(
    wanted.map(async ({ side, name, url }) => ({
      side,
      name,
      url,
      page: await ask("a way to it", url, () => ports.visit.get(url, name)),
    })),
  );
}

/** Where HTTPS is to be had: at CloudFront's edges and at an alias target, not at an S3 website. */
export async function readCertificates(
  ports: GroundPorts,
  ask: Ask,
  site: Site,
): Promise<Ground["certificates"]> {
  const wanted = (["primary", "secondary"] as const)
    .filter((side) => site[side].target.kind !== "s3-website")
    .flatMap((side) => site.names.map(({ name }) => ({ side, name, at: site[side].target.domainName })));
  return await Promise.all(
    wanted.map(async ({ side, name, at }) => ({
      side,
      name,
      certificate: await ask("a way to it", `the certificate of ${at}`, () =>
        ports.visit.certificate(at, name),
      ),
    })),
  );
}

/** What the checkers ask, asked from here. */
export async function readProbe(
  ports: GroundPorts,
  ask: Ask,
  { kind, ...reading }: Ground["healthCheck"],
): Promise<Ground["probe"]> {
  const check = kind === "known" && "value" in reading ? reading.value : null;
  if (check === null || check.host === null || !check.type.startsWith("HTTP")) return null;
  const scheme = check.type.startsWith("HTTPS") ? "https" : "http";
  const port = check.port === null ? "" : `:${check.port}`;
  const url = `${scheme}://${check.host}${port}${check.path ?? "/"}`;
  return await ask("a way to it", url, () => ports.visit.get(url, null));
}
