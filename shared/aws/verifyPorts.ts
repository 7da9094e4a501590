import { S3Client } from "@aws-sdk/client-s3";
import type { BucketRef } from "../model/bucket.ts";
import type { HeadPort, VerifyPorts } from "../verify/ports.ts";
import { systemClock } from "./clock.ts";
import { s3Heads } from "./heads.ts";
import { listingOf } from "./listing.ts";

/** A bucket of AWS, or of another store with its API. */
export interface S3Address extends BucketRef {
  /** null: that of AWS, or AWS_ENDPOINT_URL. */
  readonly endpoint: string | null;
  /** null: the environment's own. */
  readonly profile: string | null;
}

/** A client for each of two buckets, which may be of two stores, with sockets enough for all requests under way. */
export function verifyPortsAt(
  primary: S3Address,
  secondary: S3Address,
  inFlight: number,
): VerifyPorts & { readonly heads: HeadPort } {
  const clients = new Map<BucketRef, S3Client>(
    [primary, secondary].map((address) => [address, clientAt(address, inFlight)]),
  );
  const of = (bucket: BucketRef): S3Client => {
    const client = clients.get(bucket);
    if (client === undefined) throw new Error(`no client was made for ${bucket.name}`);
    return client;
  };
  return { clock: systemClock, listing: listingOf(of), heads: s3Heads(of) };
}

/** The comparison tries again itself, and slows down: two attempts pass over a socket that S3 had closed. */
const clientAt = ({ region, endpoint, profile }: S3Address, inFlight: number): S3Client =>
  new S3Client({
    region,
    maxAttempts: 2,
    ...(profile !== null && { profile }),
    ...((endpoint !== null || hasOwnEndpoint()) && { forcePathStyle: true }),
    ...(endpoint !== null && { endpoint }),
    requestHandler: {
      connectionTimeout: 5000,
      requestTimeout: 20_000,
      socketTimeout: 20_000,
      throwOnRequestTimeout: true,
      httpsAgent: { keepAlive: true, maxSockets: inFlight },
      httpAgent: { keepAlive: true, maxSockets: inFlight },
    },
  });

const hasOwnEndpoint = (): boolean =>
  process.env["AWS_ENDPOINT_URL_S3"] !== undefined || process.env["AWS_ENDPOINT_URL"] !== undefined;
