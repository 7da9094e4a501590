import { EventEmitter } from "node:events";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listBody } from "../../bench/s3/body.ts";
import { pageOf } from "../../bench/s3/pages.ts";
import { makeStore } from "../../bench/s3/store.ts";
import { aMemory } from "../fixtures/memory.ts";
import { failover, overMemory } from "../unit/cli/world.ts";
import { httpServer } from "./loopback.ts";

/** `failover verify` over the wire, with the real SDK client, against two buckets with 12 planted differences. */
const store = makeStore("odd", 3000);
const around = { reach: overMemory(aMemory()), environment: { AWS_REGION: "eu-west-1" } };
const folder = mkdtempSync(join(tmpdir(), "failover-verify-"));

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

async function endpoint(onRequest = () => {}): Promise<string> {
  const port = await httpServer((request, response) => {
    onRequest();
    const url = new URL(request.url ?? "/", "http://s3");
    if (request.method === "HEAD") return void response.writeHead(404).end();
    const asked = url.searchParams;
    const page = pageOf(store, {
      side: url.pathname.startsWith("/primary") ? "primary" : "secondary",
      prefix: asked.get("prefix") ?? "",
      after: asked.get("start-after") ?? "",
      token: null,
      maxKeys: Number(asked.get("max-keys")),
    });
    response.end(listBody("bucket", page));
  });
  return `http://127.0.0.1:${port}`;
}

async function verify(primary: string, secondary: string, ...more: readonly string[]) {
  const at = await endpoint();
  const endpoints = ["--primary-endpoint-url", at, "--secondary-endpoint-url", at];
  return failover(["verify", "--primary", primary, "--secondary", secondary, ...endpoints, ...more], around);
}

test("finds every difference of two buckets, writes all of them to a file, and exits 4", async () => {
  const file = join(folder, "differences");
  const said = await verify(
    "s3://primary",
    "s3://secondary",
    "--mode",
    "key+size+etag",
    "--differences",
    file,
  );
  expect(said.code).toBe(4);
  expect(said.out).toContain("s3://primary/ and s3://secondary/: DIFFERENT");
  const told: { key: string; difference: string }[] = readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const keysOf = (kind: string) => told.flatMap(({ key, difference }) => (difference === kind ? [key] : []));
  expect(told).toHaveLength(12);
  expect(keysOf("missing").sort()).toEqual(store.planted.missing.toSorted());
  expect(keysOf("extra").sort()).toEqual(store.planted.extra.toSorted());
  expect(keysOf("differs").sort()).toEqual(store.planted.differs.toSorted());
});

test("where ETags differ and nobody can be asked, it is unproven, and never equal", async () => {
  const said = await verify("s3://primary", "s3://secondary", "--json");
  expect(said.code).toBe(4);
  expect(JSON.parse(said.out)).toMatchObject({
    kind: "complete",
    mode: { mode: "key+size+etag, else version id or checksum" },
    found: { missing: 4, extra: 4, differs: 0, unproven: 4 },
  });
});

test("the same bucket twice is the same, and exits 0; what was learned is kept for the next time", async () => {
  const state = join(folder, "state");
  const said = await verify("s3://primary", "s3://primary", "--state", state);
  expect(said.code).toBe(0);
  expect(said.out).toContain("THE SAME");
  expect(existsSync(state)).toBe(true);
});

test("stopped by --time it exits 5, and goes on from its state", async () => {
  const state = join(folder, "paused");
  const at = await endpoint();
  const words = `verify --primary s3://primary --secondary s3://primary --primary-endpoint-url ${at} --secondary-endpoint-url ${at} --in-flight 2 --state ${state}`;
  const stopped = await failover(`${words} --requests-per-second 2 --time 1s`, around);
  expect([stopped.code, stopped.out.split("\n")[0]]).toEqual([
    5,
    "s3://primary/ and s3://primary/: NOT FINISHED: its time is up",
  ]);
  const resumed = await failover(words, around);
  expect(resumed.code).toBe(0);
  expect(resumed.out).toContain("2,996 objects in the primary, 2,996 in the secondary");
});

test.each([
  [["--primary", "s3://a"], "--primary and --secondary belong together"],
  [["--primary", "a", "--secondary", "s3://b"], '"a" is not like s3://bucket or s3://bucket/prefix'],
  [
    ["--primary", "s3://a", "--secondary", "s3://b", "--mode", "md5"],
    "--mode is auto, key+size+etag or key+size, not md5",
  ],
  [["www.example.com", "--primary", "s3://a", "--secondary", "s3://b"], "not both"],
])("wrong words are said, and exit 2: %j", async (words, says) => {
  const said = await failover(["verify", ...words], around);
  expect(said.code).toBe(2);
  expect(said.note).toContain(says);
});

test("a primary that lists nothing proves nothing, as a mistyped prefix does, and exits 5", async () => {
  const said = await verify("s3://primary", "s3://secondary", "--prefix", "no/such/");
  expect(said.code).toBe(5);
  expect(said.out).toContain("THE PRIMARY LISTS NOTHING, which proves nothing");
});

test.each([["--state"], ["--differences"]])(
  "%s that can't be written is said before anything is asked, and exits 2",
  async (option) => {
    const words = `verify --primary s3://a --secondary s3://b ${option} ${folder}/none/file`;
    const said = await failover(words, around);
    expect(said.code).toBe(2);
    expect(said.note).toContain(`${option} can't be written: ENOENT`);
    expect(said.out).toBe("");
  },
);

test.each(["null", "half of {"])("a state that is none is said, and exits 2: %s", async (text) => {
  const state = join(folder, "faulty");
  writeFileSync(state, text);
  const said = await failover(`verify --primary s3://a --secondary s3://b --state ${state}`, around);
  expect(said.code).toBe(2);
  expect(said.note).toContain("is no state of a comparison; remove it");
});

test("interrupted it says what it found, exits 130, and goes on from its state", async () => {
  const state = join(folder, "interrupted");
  const interrupted = new EventEmitter();
  let asked = 0;
  const at = await endpoint(() => void (++asked === 4 && interrupted.emit("now")));
  const words = `verify --primary s3://primary --secondary s3://primary --primary-endpoint-url ${at} --secondary-endpoint-url ${at} --in-flight 2 --state ${state}`;
  const stopped = await failover(words, { ...around, interrupted });
  expect([stopped.code, stopped.out.split("\n")[0]]).toEqual([
    130,
    "s3://primary/ and s3://primary/: NOT FINISHED: it was stopped",
  ]);
  expect(JSON.parse(readFileSync(state, "utf8")).resume.left).not.toEqual([]);
  const resumed = await failover(words, around);
  expect(resumed.code).toBe(0);
  expect(resumed.out).toContain("2,996 objects in the primary, 2,996 in the secondary");
});

test("a bucket that can't be listed is named, and exits 5", async () => {
  const port = await httpServer(
    (_, response) => void response.writeHead(403).end("<Error><Code>AccessDenied</Code></Error>"),
  );
  const at = `http://127.0.0.1:${port}`;
  const words = `verify --primary s3://primary --secondary s3://primary --primary-endpoint-url ${at} --secondary-endpoint-url ${at}`;
  const said = await failover(words, around);
  expect(said.code).toBe(5);
  expect(said.out).toContain("NOT KNOWN: the primary bucket primary can't be listed: AccessDenied");
});
