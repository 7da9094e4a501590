import { createPublicKey } from "node:crypto";
import * as v from "valibot";
import { count, text } from "./fields.ts";
import { wrong } from "./finding.ts";
import { mapping } from "./mapping.ts";

const off = v.literal(false, () =>
  wrong("this is neither false nor a mapping", "write false, or the keys it needs"),
);

const isPublicKey = (pem: string): boolean => {
  try {
    return ["ed25519", "ec", "rsa"].includes(createPublicKey(pem).asymmetricKeyType ?? "");
  } catch {
    return false;
  }
};

const manifests = mapping("Manifests of the releases, which failover release-manifest writes.", {
  prefix: v.optional(
    text(
      "Prefix of their keys in the primary's bucket; it has to be replicated.",
      ".failover/releases/",
      /^[\w.!'()/-]{1,200}\/$/,
      "a key prefix that ends in /",
    ),
    ".failover/releases/",
  ),
  keep: v.optional(count("How many manifests the pipeline leaves there.", 2, 100), 5),
  publicKey: v.optional(
    v.pipe(
      v.string(() => wrong("this is not a public key", "write its PEM below publicKey: |")),
      v.check(isPublicKey, () =>
        wrong("this is not an Ed25519, EC or RSA public key in PEM", "write what openssl pkey -pubout gives"),
      ),
      v.metadata({
        description:
          "PEM of the public key that manifests have to be signed with; without it none has to be.",
      }),
    ),
  ),
});

export const releases = v.pipe(
  v.union(
    [off, manifests],
    wrong("this is neither false nor a mapping", "write false, or {} for the defaults"),
  ),
  v.metadata({ description: "Whether the deploy pipeline writes release manifests; false unless written." }),
);
