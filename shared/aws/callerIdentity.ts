import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { reasonOf } from "../model/reason.ts";

export type Identity =
  | { readonly kind: "known"; readonly arn: string }
  | { readonly kind: "unknown"; readonly because: string };

/** Whose credentials these are, by the STS of the region: us-east-1's may be the one that is down. */
export async function callerIdentity(region: string, profile: string | null): Promise<Identity> {
  const sts = new STSClient({
    region,
    maxAttempts: 2,
    ...(profile === null ? {} : { profile }),
    requestHandler: { connectionTimeout: 2000, requestTimeout: 3000, throwOnRequestTimeout: true },
  });
  try {
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    return Arn === undefined ? { kind: "unknown", because: "STS names nobody" } : { kind: "known", arn: Arn };
  } catch (error) {
    return { kind: "unknown", because: reasonOf(error) };
  }
}
