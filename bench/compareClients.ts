import type { ClientSaid } from "./clients/client.ts";
import { measurePeer, peersInstalled } from "./peers.ts";
import { clientProcess, serverProcess } from "./processes.ts";
import type { Shape } from "./s3/shapes.ts";

export interface BenchAsked {
  readonly shape: Shape;
  readonly objects: number;
  readonly latencyMs: number;
  readonly runs: number;
  readonly inFlight: number;
  readonly peers: "none" | "npm" | "all";
}

/** What one client took: the median of its runs by wall time. */
export interface Row {
  readonly shape: Shape;
  readonly client: string;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMB: number;
  /** Requests that the server answered. */
  readonly requests: number;
  /** Of the planted differences, and how many others were named. null: the client does not say. */
  readonly found: { readonly planted: number; readonly others: number } | null;
  /** Pages of both buckets over the requests under way at a time, by the latency: as fast as listing can be. */
  readonly idealMs: number;
}

type Measured = ClientSaid & { readonly cpuMs: number; readonly peakMB: number; readonly requests: number };

export async function compareClients(asked: BenchAsked): Promise<readonly Row[]> {
  const grownFrom = await learnedWhenAThird(asked);
  const server = await serverProcess(asked.shape, asked.objects, asked.latencyMs);
  try {
    const { idealPages, planted } = server;
    const idealMs = Math.ceil(idealPages / asked.inFlight) * asked.latencyMs;
    const row = (client: string, measured: Omit<Measured, "learned">, isTold = true): Row => ({
      shape: asked.shape,
      client,
      wallMs: measured.wallMs,
      cpuMs: measured.cpuMs,
      peakMB: measured.peakMB,
      requests: measured.requests,
      found: isTold ? foundOf(measured, planted) : null,
      idealMs,
    });
    const ours = (learned: readonly string[] | null) =>
      median(asked.runs, () => server.measured(() => clientProcess("ours", { ...base, learned })));
    const base = { endpoint: server.endpoint, inFlight: asked.inFlight, shards: 1, inventory: false };
    const fresh = await ours(null);
    const rows = [row("this, nothing known", fresh), row("this, learned", await ours(fresh.learned))];
    rows.push(row("this, learned when a third as large", await ours(grownFrom)));
    if (asked.peers !== "none") {
      for (const shards of [1, 32]) {
        const told = { ...base, shards, learned: fresh.learned };
        const merge = () => server.measured(() => clientProcess("sdkMerge", told));
        rows.push(
          row(shards === 1 ? "SDK merge" : `SDK merge, ${shards} shards`, await median(asked.runs, merge)),
        );
      }
    }
    if (asked.peers === "all") {
      for (const peer of peersInstalled()) {
        const run = () => server.measured(() => measurePeer(peer, server.endpoint));
        rows.push(row(peer.name, await median(asked.runs, run), false));
      }
    }
    return rows;
  } finally {
    server.stop();
  }
}

async function learnedWhenAThird({ shape, objects, inFlight }: BenchAsked): Promise<readonly string[]> {
  const server = await serverProcess(shape, Math.floor(objects / 3), 0);
  try {
    const told = { endpoint: server.endpoint, inFlight, shards: 1, inventory: false, learned: null };
    return (await clientProcess("ours", told)).learned;
  } finally {
    server.stop();
  }
}

async function median(runs: number, run: () => Promise<Measured>): Promise<Measured> {
  const all: Measured[] = [];
  for (let n = 0; n < runs; n++) all.push(await run());
  const middle = all.sort((a, b) => a.wallMs - b.wallMs)[(runs - 1) >> 1];
  if (middle === undefined) throw new Error("--runs is at least 1");
  return middle;
}

interface Planted {
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly differs: readonly string[];
}

function foundOf(said: Planted, planted: Planted): { readonly planted: number; readonly others: number } {
  const kinds = ["missing", "extra", "differs"] as const;
  const named = kinds.flatMap((kind) => said[kind].map((key) => planted[kind].includes(key)));
  return { planted: named.filter(Boolean).length, others: named.filter((is) => !is).length };
}
