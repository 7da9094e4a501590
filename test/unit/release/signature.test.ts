import { createSign, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { distrust, localSigner, statementOf } from "../../../shared/release/signature.ts";

const statement = statementOf("www.example.com", "r1", "abc");
const pem = (key: KeyObject): string => key.export({ format: "pem", type: "spki" }).toString();

describe("a signature", () => {
  it("of KMS's ECC_NIST_P256 and RSA keys is known by its public key", () => {
    const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const byEc = sign("sha256", statement, ec.privateKey).toString("base64");
    const pss = { key: rsa.privateKey, padding: 6, saltLength: 32 };
    const byRsa = sign("sha256", statement, pss).toString("base64");
    const byRsa1 = createSign("sha256").update(statement).sign(rsa.privateKey, "base64");
    const keyId = "arn:aws:kms:eu-central-1:111122223333:key/1";
    expect(
      distrust(pem(ec.publicKey), statement, { algorithm: "ECDSA_SHA_256", keyId, value: byEc }),
    ).toBeNull();
    const rsaPem = pem(rsa.publicKey);
    expect(distrust(rsaPem, statement, { algorithm: "RSASSA_PSS_SHA_256", keyId, value: byRsa })).toBeNull();
    expect(
      distrust(rsaPem, statement, { algorithm: "RSASSA_PKCS1_V1_5_SHA_256", keyId, value: byRsa1 }),
    ).toBeNull();
  });

  it("does not choose how it is checked", () => {
    const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const value = sign("sha256", statement, ec.privateKey).toString("base64");
    expect(distrust(pem(ec.publicKey), statement, { algorithm: "ED25519_SHA_512", keyId: "k", value })).toBe(
      "its signature by k is not of the public key in sites.yml",
    );
  });

  it("is of one site, one release and one content", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const signer = localSigner(privateKey.export({ format: "pem", type: "pkcs8" }).toString());
    const signature = await signer.sign(statement);
    expect(distrust(pem(publicKey), statement, signature)).toBeNull();
    for (const other of [
      statementOf("example.com", "r1", "abc"),
      statementOf("www.example.com", "r2", "abc"),
    ])
      expect(distrust(pem(publicKey), other, signature)).toContain("is not of the public key");
  });

  it("is made by Ed25519 keys alone", () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const other = privateKey.export({ format: "pem", type: "pkcs8" }).toString();
    expect(() => localSigner(other)).toThrow("the key is ec, not Ed25519");
  });
});
