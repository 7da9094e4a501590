import { createHash, generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import type { ReleaseManifest } from "../../../shared/model/release.ts";
import type { Site } from "../../../shared/model/site.ts";
import { checkReleases } from "../../../shared/release/checkReleases.ts";
import { manifestText, signedManifestText } from "../../../shared/release/manifestText.ts";
import type { ReleaseHttpPort } from "../../../shared/release/ports.ts";
import { localSigner } from "../../../shared/release/signature.ts";
import { bucketsInMemory, type Kept, kept } from "../../fixtures/releaseBucket.ts";
import { aSite } from "../../fixtures/site.ts";
import { t0 } from "../../fixtures/world.ts";

const releases = { prefix: ".failover/releases/", keep: 5, publicKey: null };
const site: Site = { ...aSite(), releases };

const manifest = (id: string, objects: Readonly<Record<string, Kept>>): ReleaseManifest => ({
  site: site.name,
  id,
  createdAt: t0,
  prefix: "",
  objects: Object.entries(objects).map(([key, { body, etag, version, checksum }]) => ({
    key,
    size: Buffer.byteLength(body),
    etag,
    version,
    checksum,
    contentType: null,
    cacheControl: null,
  })),
});
const manifests = (...of: readonly ReleaseManifest[]) =>
  Object.fromEntries(of.map((each) => [`${releases.prefix}${each.id}.json`, kept(manifestText(each, null))]));

const first = { "index.html": kept("one"), "site.css": kept("css") };
const second = { "index.html": kept("two"), "site.css": kept("css"), "new.html": kept("new") };

async function check(standby: Record<string, Kept>, of: Site = site, web: Web = serving(standby)) {
  const { port, asked } = bucketsInMemory({ [site.secondary.bucket]: standby });
  const http = { get: async ({ url }: { readonly url: string }) => web(url) };
  return { checked: await checkReleases({ clock: { now: () => t0 }, bucket: port, http }, of), asked };
}

type Web = (url: string) => Awaited<ReturnType<ReleaseHttpPort["get"]>>;

/** The standby's web server, which has what the bucket holds. */
const serving =
  (standby: Record<string, Kept>, type = "text/html; charset=utf-8"): Web =>
  (url) => {
    const body = standby[decodeURIComponent(new URL(url).pathname.slice(1))]?.body;
    const whole = {
      bytes: Buffer.byteLength(body ?? ""),
      sha256: createHash("sha256")
        .update(body ?? "")
        .digest("hex"),
    };
    return {
      kind: "answered",
      status: body === undefined ? 404 : 200,
      headers: { "content-type": type },
      whole,
    };
  };

test("a release is whole when all its manifest names is there, and what is beside it is counted", async () => {
  const { checked, asked } = await check({
    ...first,
    "old.html": kept("x"),
    ...manifests(manifest("r1", first)),
  });
  expect(checked).toEqual({
    kind: "known",
    at: t0,
    value: {
      at: t0,
      unchangedSince: t0,
      newest: {
        id: "r1",
        createdAt: t0,
        objects: 2,
        missing: 0,
        differs: 0,
        unproven: 0,
        examples: [],
      },
      whole: "r1",
      ids: ["r1"],
      beside: 1,
      unserved: [],
    },
  });
  expect(asked).toEqual([]);
});

test("a half-copied release names what is missing, and the newest release that is whole", async () => {
  const both = manifests(manifest("r1", first), manifest("r2", second));
  const { checked } = await check({ ...first, ...both });
  expect(checked).toMatchObject({
    value: {
      newest: {
        id: "r2",
        missing: 1,
        differs: 1,
        examples: [
          { key: "new.html", difference: "missing" },
          { key: "index.html", difference: "differs" },
        ],
      },
      whole: "r1",
      ids: ["r2", "r1"],
    },
  });
});

test("no release is whole when objects of two are mixed", async () => {
  const both = manifests(manifest("r1", first), manifest("r2", second));
  const { checked } = await check({ ...first, "index.html": kept("two"), ...both });
  expect(checked).toMatchObject({ value: { whole: null, newest: { missing: 1, differs: 0 } } });
});

test.each([
  ["the version id is the released one", { version: "v-1", checksum: null }, { differs: 0, unproven: 0 }],
  ["the checksum is", { version: "v-2", checksum: "CRC64NVME:a=" }, { differs: 0, unproven: 0 }],
  ["the checksum is another", { version: "v-2", checksum: "CRC64NVME:b=" }, { differs: 1, unproven: 0 }],
  ["neither can be known", { version: null, checksum: null }, { differs: 0, unproven: 1 }],
])("where the ETag is another and the size is not, %s", async (_what, part, counts) => {
  const released = kept("one", { etag: "a-2", version: "v-1", checksum: "CRC64NVME:a=" });
  const { checked, asked } = await check({
    "index.html": kept("one", { etag: "b", ...part }),
    ...manifests(manifest("r1", { "index.html": released })),
  });
  expect(checked).toMatchObject({ value: { newest: counts } });
  expect(asked).toEqual(["index.html"]);
});

test("is unknown without any manifest, and where the bucket can't be listed", async () => {
  const { checked } = await check(first);
  expect(checked).toMatchObject({
    kind: "unknown",
    because: "the standby holds no release manifest under .failover/releases/",
  });
  const elsewhere = { ...site, secondary: { ...site.secondary, bucket: "gone" } };
  expect((await check(first, elsewhere)).checked).toMatchObject({
    kind: "unknown",
    because: "the standby's releases can't be checked: gone can't be listed: no answer",
  });
});

test.each([
  ["no manifest at all", "hello", "its first line is no head of a release manifest of format 1"],
  [
    "changed after it was written",
    manifestText(manifest("r2", second), null).replace("new.html", "old.html"),
    "its second line is not what its head was made for",
  ],
  ["another release's", manifestText(manifest("r1", first), null), "it is r1 of www.example.com"],
])("a newest manifest that is %s is not passed over for an older one", async (_what, text, because) => {
  const { checked } = await check({
    ...first,
    ...manifests(manifest("r1", first)),
    [`${releases.prefix}r2.json`]: kept(text),
  });
  expect(checked).toMatchObject({
    kind: "unknown",
    because: `the release manifest r2 can't be trusted: ${because}`,
  });
});

const pemOf = () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  return {
    publicKey: publicKey.export({ format: "pem", type: "spki" }).toString(),
    privateKey: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
  };
};

test("where sites.yml names a public key, only what its holder signed is believed", async () => {
  const [ours, theirs] = [pemOf(), pemOf()];
  const signing = { ...site, releases: { ...releases, publicKey: ours.publicKey } };
  const r1 = manifest("r1", first);
  const checkedWith = async (text: string) =>
    (await check({ ...first, [`${releases.prefix}r1.json`]: kept(text) }, signing)).checked;
  expect(await checkedWith(await signedManifestText(r1, localSigner(ours.privateKey)))).toMatchObject({
    kind: "known",
    value: { whole: "r1" },
  });
  expect(await checkedWith(manifestText(r1, null))).toMatchObject({
    because: expect.stringContaining("it is not signed"),
  });
  expect(await checkedWith(await signedManifestText(r1, localSigner(theirs.privateKey)))).toMatchObject({
    because: expect.stringContaining("is not of the public key in sites.yml"),
  });
});

test.each<[string, Web, string]>([
  [
    "a page is not served",
    () => ({ kind: "answered", status: 403, headers: {}, whole: null }),
    "http://b.example/index.html answered 403",
  ],
  [
    "a page is another one",
    serving({ "index.html": kept("others"), "site.css": kept("css") }, ""),
    "http://b.example/index.html has 6 bytes, not 3",
  ],
])("a whole release is not served as its manifest says where %s", async (_, web, says) => {
  const probes = site.secondary.probes.map((probe) => ({ ...probe, url: "http://b.example/health.txt" }));
  const asked = { ...site, secondary: { ...site.secondary, probes } };
  const { checked } = await check({ ...first, ...manifests(manifest("r1", first)) }, asked, web);
  expect(checked).toMatchObject({ value: { whole: "r1" } });
  expect(checked.kind === "known" && checked.value.unserved[0]).toBe(says);
});

test("a media type and a SHA-256 that the manifest has are looked at, one object of each type", async () => {
  const named = manifest("r1", { "a b.html": kept("one"), "b.html": kept("two") });
  const objects = named.objects.map((object) => ({
    ...object,
    contentType: "text/html",
    // printf one | sha256sum, in base64
    checksum: "SHA256:dpLDrTVAu4A8Ags67mbNiIcSMjTqDG5xQ8Ct1z/0Me0=",
  }));
  const standby = { "a b.html": kept("one"), "b.html": kept("two"), ...manifests({ ...named, objects }) };
  const unserved = async (web: Web) => {
    const { checked } = await check(standby, site, web);
    return checked.kind === "known" ? checked.value.unserved : checked.because;
  };
  const { origin } = new URL(site.secondary.probes[0]?.url ?? "");
  expect(await unserved(serving({ "a b.html": kept("one") }))).toEqual([]);
  expect(await unserved(serving({ "a b.html": kept("eno") }))).toEqual([
    `${origin}/a%20b.html has another content than the manifest's`,
  ]);
  expect(await unserved(serving({ "a b.html": kept("one") }, "text/plain"))).toEqual([
    `${origin}/a%20b.html is text/plain, not text/html`,
  ]);
});

test("a fetch that failed says nothing of the release: the probes say it", async () => {
  const { checked } = await check({ ...first, ...manifests(manifest("r1", first)) }, site, () => ({
    kind: "failed",
  }));
  expect(checked).toMatchObject({ value: { unserved: [] } });
});
