import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import * as v from "valibot";
import { reasonOf } from "../model/reason.ts";

/** As KMS names them; a key of one's own is Ed25519. */
export const signatureAlgorithms = [
  "ED25519_SHA_512",
  "ECDSA_SHA_256",
  "RSASSA_PSS_SHA_256",
  "RSASSA_PKCS1_V1_5_SHA_256",
] as const;
export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];

export const signatureSchema = v.object({
  algorithm: v.picklist(signatureAlgorithms),
  /** Who signed: a fingerprint, or the ARN of a KMS key. Says nothing; the public key does. */
  keyId: v.string(),
  value: v.pipe(v.string(), v.base64()),
});
export type Signature = v.InferOutput<typeof signatureSchema>;

/** Whoever holds the deploy pipeline's private key: a file, or KMS. */
export interface Signer {
  sign(statement: Uint8Array): Promise<Signature>;
}

/** What is signed: short, as KMS takes 4,096 bytes at most, and bound to site and release. */
export const statementOf = (site: string, id: string, sha256: string): Uint8Array =>
  Buffer.from(`static-site-failover release-manifest 1\n${site}\n${id}\n${sha256}\n`);

/** Signs with an Ed25519 private key in PEM. Throws when it is none. */
export function localSigner(pem: string): Signer {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== "ed25519")
    throw new Error(`the key is ${key.asymmetricKeyType}, not Ed25519`);
  const keyId = fingerprintOf(createPublicKey(pem));
  return {
    sign: async (statement) => ({
      algorithm: "ED25519_SHA_512",
      keyId,
      value: sign(null, statement, key).toString("base64"),
    }),
  };
}

/** Why the statement is not known to be the key holder's; null: it is. */
export function distrust(
  publicKeyPem: string,
  statement: Uint8Array,
  signature: Signature | null,
): string | null {
  if (signature === null) return "it is not signed, and sites.yml names a public key";
  try {
    return isSigned(createPublicKey(publicKeyPem), statement, signature)
      ? null
      : `its signature by ${signature.keyId} is not of the public key in sites.yml`;
  } catch (error) {
    return `its signature can't be checked: ${reasonOf(error)}`;
  }
}

/** The key says how it is used, and the signature has to agree: it chooses nothing. */
function isSigned(key: KeyObject, statement: Uint8Array, { algorithm, value }: Signature): boolean {
  const signed = Buffer.from(value, "base64");
  const type = key.asymmetricKeyType;
  if (type === "ed25519") return algorithm === "ED25519_SHA_512" && verify(null, statement, key, signed);
  if (type === "ec") return algorithm === "ECDSA_SHA_256" && verify("sha256", statement, key, signed);
  if (type !== "rsa") return false;
  if (algorithm === "RSASSA_PKCS1_V1_5_SHA_256") return verify("sha256", statement, key, signed);
  return (
    algorithm === "RSASSA_PSS_SHA_256" &&
    verify("sha256", statement, { key, padding: pss, saltLength: 32 }, signed)
  );
}
/** RSA_PKCS1_PSS_PADDING of OpenSSL; `constants` would be one more import of the bundle. */
const pss = 6;

const fingerprintOf = (key: KeyObject): string => `ed25519:${key.export({ format: "jwk" }).x ?? ""}`;
