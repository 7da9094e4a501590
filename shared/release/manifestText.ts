import { createHash } from "node:crypto";
import * as v from "valibot";
import type { ReleaseManifest } from "../model/release.ts";
import { epochMs, isoTime } from "../model/time.ts";
import { type Signature, type Signer, signatureSchema, statementOf } from "./signature.ts";

/**
 * Two lines of compact JSON: a head with the digest of the second line and its signature, then the manifest itself. What
 * is signed is small, whatever the size of the release, and the bytes it speaks for are there as they were signed.
 */
export async function signedManifestText(manifest: ReleaseManifest, signer: Signer): Promise<string> {
  const sha256 = digestOf(bodyOf(manifest));
  return manifestText(manifest, await signer.sign(statementOf(manifest.site, manifest.id, sha256)));
}

export function manifestText(manifest: ReleaseManifest, signature: Signature | null): string {
  const body = bodyOf(manifest);
  const head = { format: 1, kind: "release-manifest", sha256: digestOf(body), signature };
  return `${JSON.stringify(head)}\n${body}\n`;
}

const bodyOf = (manifest: ReleaseManifest): string =>
  JSON.stringify({ ...manifest, createdAt: isoTime(manifest.createdAt) });

export type ManifestRead =
  | {
      readonly kind: "read";
      readonly manifest: ReleaseManifest;
      readonly signature: Signature | null;
      readonly sha256: string;
    }
  | { readonly kind: "faulty"; readonly because: string };

/** Whether it is what its head says it is. Who signed it is asked of `trustOf`. */
export function readManifestText(text: string): ManifestRead {
  const end = text.indexOf("\n");
  const head = parsed(headSchema, text.slice(0, Math.max(end, 0)));
  const body = text.slice(end + 1).replace(/\n$/, "");
  if (head === null) return faulty("its first line is no head of a release manifest of format 1");
  if (digestOf(body) !== head.sha256) return faulty("its second line is not what its head was made for");
  const manifest = parsed(bodySchema, body);
  if (manifest === null) return faulty("its second line is no release manifest");
  return { kind: "read", manifest, signature: head.signature, sha256: head.sha256 };
}

const faulty = (because: string): ManifestRead => ({ kind: "faulty", because });
const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

function parsed<S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> | null {
  try {
    const read = v.safeParse(schema, JSON.parse(text));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

const headSchema = v.object({
  format: v.literal(1),
  kind: v.literal("release-manifest"),
  sha256: v.string(),
  signature: v.nullable(signatureSchema),
});

const textOrNull = v.nullable(v.string());
const bodySchema = v.object({
  site: v.string(),
  id: v.string(),
  createdAt: v.pipe(
    v.string(),
    v.isoTimestamp(),
    v.transform((at) => epochMs(Date.parse(at))),
  ),
  prefix: v.string(),
  objects: v.array(
    v.object({
      key: v.string(),
      size: v.number(),
      etag: v.string(),
      version: textOrNull,
      checksum: textOrNull,
      contentType: textOrNull,
      cacheControl: textOrNull,
    }),
  ),
});
