import { readFileSync } from "node:fs";
import { isOwnKey } from "../../shared/model/ownKeys.ts";
import { reasonOf } from "../../shared/model/reason.ts";
import type { ReleaseManifest } from "../../shared/model/release.ts";
import type { Releases, Site } from "../../shared/model/site.ts";
import type { Clock } from "../../shared/model/time.ts";
import type { ReleaseWritePort } from "../../shared/release/ports.ts";
import { localSigner, type Signer } from "../../shared/release/signature.ts";
import { buildManifest, type ReleaseOrder, writeManifest } from "../../shared/release/writeRelease.ts";
import { type ExitCode, exitCodes } from "../exitCodes.ts";
import { Mistake } from "../mistake.ts";
import type { JsonOption } from "../options.ts";
import type { Terminal } from "../terminal.ts";
import { type FolderDifference, notAsInFolder } from "./folder.ts";

export interface ManifestOptions extends JsonOption {
  readonly label?: string;
  readonly folder?: string;
  readonly key?: string;
  readonly kms?: string;
  readonly dryRun?: true;
}

export interface ManifestPorts {
  readonly clock: Pick<Clock, "now">;
  readonly bucket: ReleaseWritePort;
  readonly terminal: Pick<Terminal, "out" | "during">;
  readonly kms: (key: string) => Signer;
}

/** What the pipeline runs last: says what the primary's bucket holds, signs it, writes it, and reads it back. */
export async function writeReleaseManifest(
  ports: ManifestPorts,
  site: Site,
  options: ManifestOptions,
): Promise<ExitCode> {
  const releases = releasesOf(site);
  const signer = signerFor(ports, releases, options);
  const order = orderFor(site, releases, options);
  const asked = ports.terminal.during(
    `asking ${order.primary.name} what it holds`,
    buildManifest(ports, order),
  );
  const { manifest } = await asked.catch(unreachable);
  const astray = options.folder === undefined ? [] : notAsInFolder(options.folder, manifest);
  if (astray.length > 0) return told(ports, manifest, { written: false, astray }, options, exitCodes.finding);
  if (options.dryRun === true)
    return told(ports, manifest, { written: false, astray }, options, exitCodes.done);
  const { key, pruned } = await writeManifest(ports.bucket, order, manifest, signer).catch(unreachable);
  return told(ports, manifest, { written: true, key, pruned, astray }, options, exitCodes.done);
}

function releasesOf({ name, releases }: Site): Releases {
  if (releases !== null) return releases;
  throw new Mistake(
    `sites.yml has no releases for ${name}: write "releases: {}" there, and deploy the service again`,
  );
}

/** A site that wants signatures gets no manifest that its own check would not believe. */
function signerFor(
  { kms }: ManifestPorts,
  { publicKey }: Releases,
  { key, kms: id }: ManifestOptions,
): Signer | null {
  if (key !== undefined && id !== undefined) throw new Mistake("--key and --kms are two keys: name one");
  if (key !== undefined) return fromFile(key);
  if (id !== undefined) return kms(id);
  if (publicKey === null) return null;
  throw new Mistake(
    "sites.yml names a public key, so the manifest has to be signed: --key FILE or --kms KEY",
  );
}

function fromFile(file: string): Signer {
  try {
    return localSigner(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Mistake(`${file} holds no Ed25519 private key in PEM: ${reasonOf(error)}`);
  }
}

const orderFor = (site: Site, { prefix, keep }: Releases, { label }: ManifestOptions): ReleaseOrder => ({
  site: site.name,
  primary: { name: site.primary.bucket, region: site.primary.region },
  prefix: site.replication.prefix,
  manifests: { prefix, keep },
  isOwn: (key) => isOwnKey(site, key),
  label: label ?? null,
});

function unreachable(error: unknown): never {
  throw new Mistake(`the manifest was not written: ${reasonOf(error)}`, exitCodes.unknown, error);
}

interface Made {
  readonly written: boolean;
  readonly key?: string;
  readonly pruned?: readonly string[];
  readonly astray: readonly FolderDifference[];
}

function told(
  { terminal }: ManifestPorts,
  manifest: ReleaseManifest,
  made: Made,
  { json, folder }: ManifestOptions,
  code: ExitCode,
): ExitCode {
  const { id, site, objects } = manifest;
  terminal.out(
    json === true
      ? JSON.stringify({ site, release: id, objects: objects.length, ...made }, null, 2)
      : say(manifest, made, folder ?? ""),
  );
  return code;
}

function say(
  { id, site, objects }: ReleaseManifest,
  { written, key, pruned = [], astray }: Made,
  folder: string,
): string {
  if (astray.length > 0)
    return [
      `${site}: NOT WRITTEN: the bucket does not hold what ${folder} does, ${astray.length} objects`,
      ...astray.slice(0, 20).map(({ key: each, difference }) => `  ${difference.padEnd(8)} ${each}`),
    ].join("\n");
  const what = `release ${id}, ${objects.length} objects`;
  if (!written) return `${site}: would write ${what} (nothing was written)`;
  const gone = pruned.length === 0 ? "" : `; ${pruned.length} older taken away`;
  return `${site}: ${what}, written to ${key} and read back${gone}`;
}
