import { mkdtempSync, readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Reach } from "../../cli/override/reach.ts";
import { noEvidence } from "../../shared/model/observation.ts";
import { type EpochMs, epochMs } from "../../shared/model/time.ts";
import { reconcile } from "../../shared/reconcile.ts";
import { type ListedObject, listingOf } from "../fixtures/listings.ts";
import { aMemory, portsOver } from "../fixtures/memory.ts";
import { aSite } from "../fixtures/site.ts";
import { failover, overMemory } from "../unit/cli/world.ts";
import { httpServer } from "./loopback.ts";

/** `failover failback-manifest` over the wire, with the real SDK client, for the site of the clone's sites.yml. */
type Headers = Readonly<Record<string, string>>;
interface Held {
  readonly primary: readonly ListedObject[];
  readonly standby: readonly ListedObject[];
  /** What HeadObject of the standby says beside the ETag; what is not listed there is a plain 404 unless it says more. */
  readonly says: Readonly<Record<string, Headers | "503">>;
}

const at = (time: string): EpochMs => epochMs(Date.parse(`2026-11-23T${time}Z`));
const before = at("02:00:00");
const during = at("03:10:00");
const object = (key: string, etag: string, modifiedAt: EpochMs): ListedObject => ({
  key,
  etag,
  size: 3,
  modifiedAt,
});
const replica = { "x-amz-replication-status": "REPLICA", "x-amz-version-id": "v-a" };
const deleted = { "x-amz-delete-marker": "true" };

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

async function endpointOf(held: Held): Promise<string> {
  const listing = listingOf(({ name }) => (name === "example-site-primary" ? held.primary : held.standby));
  const port = await httpServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://s3");
    const [, name = "", ...rest] = pathname.split("/");
    if (request.method === "HEAD") return answerHead(held, decodeURIComponent(rest.join("/")), response);
    const token = searchParams.get("continuation-token");
    const answer = await listing.page(
      { name, region: "eu-west-1" },
      {
        prefix: searchParams.get("prefix") ?? "",
        from: token === null ? { after: searchParams.get("start-after") ?? "" } : { token },
        maxKeys: Number(searchParams.get("max-keys")),
      },
    );
    response.end(answer.kind === "page" ? answer.body : "");
  });
  return `http://127.0.0.1:${port}`;
}

function answerHead({ standby, says }: Held, key: string, response: ServerResponse): void {
  const said = says[key] ?? {};
  const listed = standby.find((each) => each.key === key);
  if (said === "503") return void response.writeHead(503).end();
  if (listed === undefined) return void response.writeHead(404, said).end();
  response.writeHead(200, { etag: `"${listed.etag}"`, "content-length": "3", ...said }).end();
}

const manifestOf = (held: Held, ...more: readonly string[]) =>
  manifestBy(overMemory(aMemory()), held, ...more);

async function manifestBy(reach: Reach, held: Held, ...more: readonly string[]) {
  const out = mkdtempSync(join(tmpdir(), "failover-failback-"));
  const said = await failover(
    ["failback-manifest", "--out", out, "--endpoint-url", await endpointOf(held), ...more],
    { reach },
  );
  const read = (name: string) => readFileSync(join(out, name), "utf8");
  return { ...said, folder: out, read };
}

const index = object("index.html", "aaa", before);

test("lists what was written on the standby with its version, and not what replication brought", async () => {
  const said = await manifestOf({
    primary: [index, object("about.html", "bbb", before), object("late.html", "ccc", during)],
    standby: [
      index,
      object("about.html", "b22", during),
      object("deleted-in-primary.html", "ddd", before),
      object("late.html", "c00", before),
      object("uploads/a b,ü.txt", "eee", during),
    ],
    says: {
      "about.html": { "x-amz-version-id": "v-1" },
      "uploads/a b,ü.txt": { "x-amz-version-id": "v-2" },
      "deleted-in-primary.html": replica,
      "late.html": replica,
    },
  });
  expect(said.code).toBe(4);
  expect(said.read("manifest.csv")).toBe(
    "www.example.com,about.html,v-1\nwww.example.com,uploads/a%20b%2C%C3%BC.txt,v-2\n",
  );
  expect(said.read("deletes.txt")).toBe("");
  expect(said.out).toContain("2 written on the standby, to be copied back");
  expect(said.out).toContain("2 other differences");
  expect(said.out).toContain(`--operation '{"S3ReplicateObject":{}}'`);
  expect(said.out).toContain("ParameterKey=WayBack,ParameterValue=Enabled");
});

test("lists what was deleted on the standby, and not what never came there", async () => {
  const said = await manifestOf({
    primary: [index, object("gone 100%.html", "bbb", before), object("never-came.html", "ccc", before)],
    standby: [index],
    says: { "gone 100%.html": deleted },
  });
  expect(said.code).toBe(4);
  expect(said.read("manifest.csv")).toBe("");
  expect(said.read("deletes.txt")).toBe("gone%20100%25.html\n");
  expect(said.out).not.toContain("create-job");
  expect(said.out).toContain("aws s3api delete-object --region eu-central-1 --bucket example-site-primary");
});

test("what was written on both, and last on the primary, is a person's to settle", async () => {
  const said = await manifestOf({
    primary: [object("index.html", "aaa", at("03:20:00"))],
    standby: [object("index.html", "bbb", during)],
    says: { "index.html": { "x-amz-version-id": "v-1" } },
  });
  expect(said.code).toBe(4);
  expect([said.read("manifest.csv"), said.read("conflicts.txt")]).toEqual(["", "index.html\n"]);
});

test("what was there before --since is none of this outage's", async () => {
  const held: Held = {
    primary: [index, object("put-back.html", "bbb", during)],
    standby: [index, object("stray.txt", "eee", before)],
    says: { "stray.txt": { "x-amz-version-id": "v-0" }, "put-back.html": deleted },
  };
  expect((await manifestOf(held)).code).toBe(4);
  const said = await manifestOf(held, "--since", "2026-11-23T03:00:00Z");
  expect(said.code).toBe(0);
  expect(said.out).toContain("NOTHING TO BRING BACK");
  expect(said.read("manifest.csv")).toBe("");
});

test("what was there before the incident that the record knows is none of this outage's either", async () => {
  const memory = aMemory({ primaryStatus: 503, servedBy: "secondary" });
  await reconcile(portsOver(memory), aSite(), noEvidence);
  const held: Held = {
    primary: [index],
    standby: [index, object("new.txt", "eee", at("04:00:00")), object("stray.txt", "fff", at("02:00:00"))],
    says: { "new.txt": { "x-amz-version-id": "v-1" }, "stray.txt": { "x-amz-version-id": "v-0" } },
  };
  const said = await manifestBy(overMemory(memory), held);
  expect(said.read("manifest.csv")).toBe("www.example.com,new.txt,v-1\n");
  expect(said.note).toMatch(
    /since 2026-11-23T03:00:0\dZ counts, when incident www\.example\.com-2026112303000\d began/,
  );
  expect(
    (await manifestBy(overMemory(memory), held, "--since", "2000-01-01T00:00:00Z")).read("manifest.csv"),
  ).toBe("www.example.com,new.txt,v-1\nwww.example.com,stray.txt,v-0\n");
});

test("where the record can't be asked nothing is left out, and it says so", async () => {
  const silent: Reach = async () => ({
    name: "the override",
    via: "cli",
    ask: async () => ({ kind: "unreachable", because: "no such function", remedy: "Deploy it" }),
  });
  const said = await manifestBy(silent, {
    primary: [index],
    standby: [index, object("stray.txt", "eee", before)],
    says: { "stray.txt": { "x-amz-version-id": "v-0" } },
  });
  expect(said.code).toBe(4);
  expect(said.read("manifest.csv")).toBe("www.example.com,stray.txt,v-0\n");
  expect(said.note).toContain("when the incident began is not known: no such function");
});

test("an object that can't be asked about is not known, and exits 5", async () => {
  const said = await manifestOf({
    primary: [index],
    standby: [index, object("a.txt", "eee", during), object("b.txt", "fff", during)],
    says: { "a.txt": "503", "b.txt": {} },
  });
  expect(said.code).toBe(5);
  expect(said.out).toContain("NOT WHOLLY KNOWN");
  expect(said.out).toMatch(/not known: a\.txt: /);
  expect(said.out).toContain("not known: b.txt: it has no version id");
});

test("a primary that lists nothing proves nothing, and exits 5", async () => {
  const said = await manifestOf({ primary: [], standby: [index], says: { "index.html": replica } });
  expect(said.code).toBe(5);
  expect(said.note).toContain("lists nothing, which proves nothing");
});

test("--json has each key with its meaning", async () => {
  const held: Held = {
    primary: [index],
    standby: [index, object("new.html", "eee", during)],
    says: { "new.html": { "x-amz-version-id": "v-9" } },
  };
  const said = await manifestOf(held, "--json");
  expect(JSON.parse(said.out)).toEqual({
    kind: "found",
    compared: 1,
    all: [{ kind: "copy", key: "new.html", versionId: "v-9" }],
    since: null,
  });
});

test("a --since that is no time is a mistake", async () => {
  const said = await manifestOf({ primary: [index], standby: [index], says: {} }, "--since", "yesterday");
  expect(said.code).toBe(2);
});
