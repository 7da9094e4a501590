import type { ClientSaid } from "./clients/client.ts";
import { installed } from "./installPeers.ts";
import { measurePeer, peers } from "./peers.ts";
import { type Cost, clientProcess, serverProcess, type Taken } from "./processes.ts";
import type { Shape } from "./s3/shapes.ts";
import type { Planted } from "./s3/store.ts";

export interface BenchAsked {
  readonly shape: Shape;
  readonly objects: number;
  readonly latencyMs: number;
  /** Of this project's comparison, and of each other client. */
  readonly runs: number;
  readonly peerRuns: number;
  readonly inFlight: number;
  readonly peers: "none" | "merge" | "npm" | "all";
  /** A run that takes longer is ended, and said to be not done. */
  readonly limitSeconds: number;
}

/** What one client took: the median of its runs by wall time. */
export type Row = RowOf &
  (
    | (Cost & {
        readonly kind: "measured";
        /** Requests that the server answered. */
        readonly requests: number;
        /** Of the planted differences, and how many others were named. null: the client does not say. */
        readonly found: { readonly planted: number; readonly others: number | null } | null;
        /** Pages of both buckets over the requests under way at a time, by the latency: as fast as listing can be. */
        readonly idealMs: number;
        readonly idealPages: number;
      })
    | { readonly kind: "notMeasured"; readonly because: string }
  );

interface RowOf {
  readonly shape: Shape;
  readonly client: string;
}

/** `say`: what is under way, and how long each run took. */
export async function compareClients(
  asked: BenchAsked,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const { shape, inFlight, limitSeconds } = asked;
  say(`${shape}: making ${asked.objects} objects a side`);
  const grownFrom = await learnedWhenAThird(asked);
  const server = await serverProcess(shape, asked.objects, asked.latencyMs);
  const { endpoint, idealPages, planted } = server;
  const idealMs = Math.ceil(idealPages / inFlight) * asked.latencyMs;
  const rows: Row[] = [];
  type Found = Extract<Row, { kind: "measured" }>["found"];
  async function add<Said>(
    client: string,
    runs: number,
    run: () => Promise<Taken<Said>>,
    foundIn: (said: Said) => Found,
  ): Promise<Taken<Said>> {
    const counted = (): Promise<Taken<Said & { requests: number }>> => server.counting(run);
    const taken = await median(runs, counted, (line) => say(`${shape}: ${client}: ${line}`));
    if (taken.kind === "notMeasured") rows.push({ shape, client, ...taken });
    else {
      const { kind, wallMs, cpuMs, peakMB, requests } = taken;
      const found = foundIn(taken);
      rows.push({ kind, shape, client, wallMs, cpuMs, peakMB, requests, found, idealMs, idealPages });
    }
    return taken;
  }
  const told = { endpoint, inFlight, shards: 1, inventory: false };
  const foundOf = (said: ClientSaid) => foundBy(said, planted);
  const ours = (client: string, learned: readonly string[] | null) =>
    add(client, asked.runs, () => clientProcess("ours", { ...told, learned }, limitSeconds), foundOf);
  try {
    const fresh = await ours("this, nothing known", null);
    const learned = fresh.kind === "measured" ? fresh.learned : [];
    await ours("this, learned", learned);
    await ours("this, learned when a third as large", grownFrom);
    for (const shards of shardsOf[asked.peers]) {
      const merge = () => clientProcess("sdkMerge", { ...told, shards, learned }, limitSeconds);
      await add(shards === 1 ? sdkMerge : `${sdkMerge}, ${shards} shards`, asked.peerRuns, merge, foundOf);
    }
    for (const peer of asked.peers === "all" ? peers : []) {
      const there = installed(peer.origin);
      if (there.kind === "notThere") {
        say(`${peer.name}: ${there.because}`);
        rows.push({ kind: "notMeasured", shape, client: peer.name, because: there.because });
        continue;
      }
      const { program } = there;
      const run = () => measurePeer(peer, { endpoint, program, learned, planted, limitSeconds });
      await add(peer.name, asked.peerRuns, run, (said) =>
        said.planted === null ? null : { planted: said.planted, others: null },
      );
    }
    return rows;
  } finally {
    server.stop();
  }
}

export const sdkMerge = "SDK merge";
const shardsOf = { none: [], merge: [1], npm: [1, 32], all: [1, 32] } as const;

async function learnedWhenAThird(asked: BenchAsked): Promise<readonly string[]> {
  const server = await serverProcess(asked.shape, Math.floor(asked.objects / 3), 0);
  try {
    const told = { endpoint: server.endpoint, inFlight: asked.inFlight, shards: 1, inventory: false };
    const taken = await clientProcess("ours", { ...told, learned: null }, asked.limitSeconds);
    return taken.kind === "measured" ? taken.learned : [];
  } finally {
    server.stop();
  }
}

/** A client that was not measured once is not run again. */
async function median<Said>(
  runs: number,
  run: () => Promise<Taken<Said>>,
  say: (line: string) => void,
): Promise<Taken<Said>> {
  const all: Extract<Taken<Said>, { kind: "measured" }>[] = [];
  for (let n = 1; n <= runs; n++) {
    const taken = await run();
    if (taken.kind === "notMeasured") say(taken.because);
    else say(`run ${n} of ${runs}: ${seconds(taken.wallMs)} s, CPU ${seconds(taken.cpuMs)} s`);
    if (taken.kind === "notMeasured") return taken;
    all.push(taken);
  }
  const middle = all.sort((a, b) => a.wallMs - b.wallMs)[(runs - 1) >> 1];
  if (middle === undefined) throw new Error("runs are at least 1");
  return middle;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

function foundBy(said: ClientSaid, planted: Planted): { readonly planted: number; readonly others: number } {
  const kinds = ["missing", "extra", "differs"] as const;
  const named = kinds.flatMap((kind) => said[kind].map((key) => planted[kind].includes(key)));
  return { planted: named.filter(Boolean).length, others: named.filter((is) => !is).length };
}
