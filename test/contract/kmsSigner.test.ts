import type { KMSClient } from "@aws-sdk/client-kms";
import { expect, test } from "vitest";
import { kmsSigner } from "../../shared/aws/kmsSigner.ts";
import { cannedClient } from "./cannedClient.ts";

const statement = Buffer.from("statement");

test("signs by the best algorithm that the key takes, the statement as it is", async () => {
  const { client, sent } = cannedClient<Pick<KMSClient, "send">>({
    KeyId: "arn:aws:kms:eu-central-1:111122223333:key/1",
    SigningAlgorithms: ["ED25519_PH_SHA_512", "ED25519_SHA_512"],
    Signature: Buffer.from("signed"),
  });
  expect(await kmsSigner(client, "alias/releases").sign(statement)).toEqual({
    algorithm: "ED25519_SHA_512",
    keyId: "arn:aws:kms:eu-central-1:111122223333:key/1",
    value: Buffer.from("signed").toString("base64"),
  });
  expect(sent).toEqual([
    { KeyId: "alias/releases" },
    { KeyId: "alias/releases", Message: statement, MessageType: "RAW", SigningAlgorithm: "ED25519_SHA_512" },
  ]);
});

test("says which algorithms the key has, where none is taken", async () => {
  const { client } = cannedClient<Pick<KMSClient, "send">>({ SigningAlgorithms: ["ML_DSA_SHAKE_256"] });
  await expect(kmsSigner(client, "k").sign(statement)).rejects.toThrow("k signs by ML_DSA_SHAKE_256");
});
