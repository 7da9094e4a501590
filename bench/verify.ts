import { parseArgs } from "node:util";
import { compareClients, type Row } from "./compareClients.ts";
import { isShape, type Shape, shapes } from "./s3/shapes.ts";
import { sayTable } from "./sayTable.ts";

/**
 * `npm run bench:verify`: compares two buckets of a synthetic S3 with this project's comparison and with its peers, each in
 * a process of its own on one core, and prints what each took and found. docs/comparing-buckets.md says how to read it.
 */
const { values } = parseArgs({
  options: {
    objects: { type: "string", default: "100000" },
    latency: { type: "string", default: "40" },
    shape: { type: "string", default: "site" },
    runs: { type: "string", default: "1" },
    "in-flight": { type: "string", default: "40" },
    peers: { type: "string", default: "npm" },
    json: { type: "boolean", default: false },
  },
});

const rows: Row[] = [];
for (const shape of shapesOf(values.shape)) {
  const asked = {
    shape,
    objects: Number(values.objects),
    latencyMs: Number(values.latency),
    runs: Number(values.runs),
    inFlight: Number(values["in-flight"]),
    peers: peersOf(values.peers),
  };
  rows.push(...(await compareClients(asked)));
}
process.stdout.write(values.json ? `${JSON.stringify(rows, null, 2)}\n` : sayTable(rows));

function shapesOf(names: string): readonly Shape[] {
  if (names === "all") return Object.keys(shapes).filter(isShape);
  return names.split(",").map((name) => {
    if (isShape(name)) return name;
    throw new Error(`no such shape: ${name}; there are ${Object.keys(shapes).join(", ")}, and all`);
  });
}

function peersOf(name: string): "none" | "npm" | "all" {
  if (name === "none" || name === "npm" || name === "all") return name;
  throw new Error(
    `--peers none, npm (those that come with npm ci) or all (others are installed), not ${name}`,
  );
}
