import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ManifestOptions, writeReleaseManifest } from "../../../cli/release/writeReleaseManifest.ts";
import type { Site } from "../../../shared/model/site.ts";
import { bucketsInMemory, type Kept, kept } from "../../fixtures/releaseBucket.ts";
import { aSite } from "../../fixtures/site.ts";
import { t0 } from "../../fixtures/world.ts";

const releases = { prefix: ".failover/releases/", keep: 5, publicKey: null };
const site: Site = { ...aSite(), releases };
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "release-"));
  writeFileSync(join(folder, "index.html"), "one");
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(primary: Record<string, Kept>, options: ManifestOptions = {}, of: Site = site) {
  const lines: string[] = [];
  const { port } = bucketsInMemory({ [site.primary.bucket]: primary });
  const terminal = {
    out: (text: string) => void lines.push(text),
    during: <T>(_: string, work: Promise<T>) => work,
  };
  const kms = () => ({
    sign: async () => ({ algorithm: "ED25519_SHA_512", keyId: "k", value: "AA==" }) as const,
  });
  const code = await writeReleaseManifest(
    { clock: { now: () => t0 }, bucket: port, terminal, kms },
    of,
    options,
  );
  return { code, said: lines.join("\n"), keys: Object.keys(primary) };
}

test("the manifest is written last, and what was written is said", async () => {
  const { code, said, keys } = await run({ "index.html": kept("one") }, { folder });
  expect(code).toBe(0);
  expect(said).toBe(
    "www.example.com: release 20261123T030000000Z, 1 objects, written to .failover/releases/20261123T030000000Z.json and read back",
  );
  expect(keys).toEqual(["index.html", ".failover/releases/20261123T030000000Z.json"]);
});

test("a dry run writes nothing", async () => {
  const { code, said, keys } = await run({ "index.html": kept("one") }, { dryRun: true, json: true });
  expect(code).toBe(0);
  expect(JSON.parse(said)).toEqual({
    site: "www.example.com",
    release: "20261123T030000000Z",
    objects: 1,
    written: false,
    astray: [],
  });
  expect(keys).toEqual(["index.html"]);
});

test.each([
  ["another content of the same size", { "index.html": kept("two") }, "differs  index.html"],
  ["no such object", { "other.html": kept("one") }, "missing  index.html"],
])("nothing is written where the bucket holds %s than the folder", async (_what, primary, line) => {
  const { code, said, keys } = await run(primary, { folder });
  expect(code).toBe(4);
  expect(said).toContain(line);
  expect(keys).toHaveLength(1);
});

test("a site whose sites.yml names a public key gets no manifest that is not signed", async () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const pem = publicKey.export({ format: "pem", type: "spki" }).toString();
  const signing = { ...site, releases: { ...releases, publicKey: pem } };
  await expect(run({}, {}, signing)).rejects.toThrow(
    "the manifest has to be signed: --key FILE or --kms KEY",
  );
  const key = join(folder, "..", `key-${process.pid}.pem`);
  writeFileSync(key, privateKey.export({ format: "pem", type: "pkcs8" }));
  const { code } = await run({ "index.html": kept("one") }, { key }, signing);
  rmSync(key);
  expect(code).toBe(0);
  expect((await run({ "index.html": kept("one") }, { kms: "alias/releases" }, signing)).code).toBe(0);
});

test.each<[string, ManifestOptions, Site, string]>([
  ["sites.yml has no releases", {}, aSite(), "sites.yml has no releases for www.example.com"],
  ["the key is no key", { key: "package.json" }, site, "package.json holds no Ed25519 private key in PEM"],
  ["there are two keys", { key: "a", kms: "b" }, site, "--key and --kms are two keys"],
  ["the folder is not there", { folder: "/nowhere" }, site, "/nowhere can't be read"],
])("it is a mistake where %s", async (_what, options, of, message) => {
  await expect(run({ "index.html": kept("one") }, options, of)).rejects.toThrow(message);
});
