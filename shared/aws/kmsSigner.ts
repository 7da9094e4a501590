import { GetPublicKeyCommand, KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { type SignatureAlgorithm, type Signer, signatureAlgorithms } from "../release/signature.ts";

/** In the order of liking, where a key takes several. */
const algorithmOf = (offered: readonly string[]): SignatureAlgorithm | undefined =>
  signatureAlgorithms.find((algorithm) => offered.includes(algorithm));

/**
 * Signs with an asymmetric KMS key (ECC_NIST_EDWARDS25519, ECC_NIST_P256 or RSA; usage SIGN_VERIFY) by id, ARN or alias.
 * The statement goes as it is (RAW), which Ed25519 asks for. Source: KMS API reference, Sign.
 */
export function kmsSigner(kms: Pick<KMSClient, "send">, key: string): Signer {
  return {
    async sign(statement) {
      const { SigningAlgorithms = [], KeyId = key } = await kms.send(new GetPublicKeyCommand({ KeyId: key }));
      const algorithm = algorithmOf(SigningAlgorithms);
      if (algorithm === undefined)
        throw new Error(`${key} signs by ${SigningAlgorithms.join(", ")}, and none of them is taken here`);
      const { Signature } = await kms.send(
        new SignCommand({ KeyId: key, Message: statement, MessageType: "RAW", SigningAlgorithm: algorithm }),
      );
      if (Signature === undefined) throw new Error(`KMS gave no signature by ${key}`);
      return { algorithm, keyId: KeyId, value: Buffer.from(Signature).toString("base64") };
    },
  };
}

export const kmsIn = (region: string): KMSClient => new KMSClient({ region });
