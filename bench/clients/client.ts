import { readFileSync } from "node:fs";
import { S3Client } from "@aws-sdk/client-s3";

/** What a client of the benchmark is told, on stdin, as JSON. */
export interface ClientAsked {
  readonly endpoint: string;
  readonly inFlight: number;
  readonly shards: number;
  /** Split points of an earlier run; null: none. */
  readonly learned: readonly string[] | null;
  readonly inventory: boolean;
}

/** What it says at its end. */
export interface ClientSaid {
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly differs: readonly string[];
  readonly learned: readonly string[];
}

export const asked = (): ClientAsked => JSON.parse(readFileSync(0, "utf8"));

/** The peer that is an SDK client gets what the SDK offers to be faster with; ours takes clients as they come. */
export const client = ({ endpoint }: ClientAsked, sockets: number, cacheMiddleware = false): S3Client =>
  new S3Client({
    cacheMiddleware,
    endpoint,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
    requestHandler: { httpAgent: { keepAlive: true, maxSockets: sockets } },
  });

export function say(said: ClientSaid & { readonly wallMs: number }): void {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const cost = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMB: maxRSS / 1024 };
  process.stdout.write(`${JSON.stringify({ ...said, ...cost })}\n`);
}
