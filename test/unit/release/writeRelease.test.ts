import { expect, test } from "vitest";
import { minutes } from "../../../shared/model/time.ts";
import { readManifestText } from "../../../shared/release/manifestText.ts";
import { buildManifest, type ReleaseOrder, writeManifest } from "../../../shared/release/writeRelease.ts";
import { bucketsInMemory, type Kept, kept } from "../../fixtures/releaseBucket.ts";
import { at, t0 } from "../../fixtures/world.ts";

const order: ReleaseOrder = {
  site: "www.example.com",
  primary: { name: "primary", region: "eu-central-1" },
  prefix: "",
  manifests: { prefix: ".failover/releases/", keep: 2 },
  isOwn: (key) => key.startsWith(".failover/"),
  label: "build 7/a",
};
const clock = (span: number) => ({ now: () => at(span) });

async function release(primary: Record<string, Kept>, span: number) {
  const { port, asked } = bucketsInMemory({ primary });
  const built = await buildManifest({ clock: clock(span), bucket: port }, order);
  return { ...built, askedFor: asked, ...(await writeManifest(port, order, built.manifest, null)) };
}

test("a manifest says what the bucket holds, and is read back as it was written", async () => {
  const primary = { "index.html": kept("one", { checksum: "CRC64NVME:a=" }), "a b+ü.css": kept("css") };
  const { manifest, key } = await release(primary, 0);
  expect(key).toBe(".failover/releases/20261123T030000000Z-build-7-a.json");
  expect(manifest.objects).toEqual([
    {
      key: "a b+ü.css",
      size: 3,
      etag: primary["a b+ü.css"].etag,
      version: primary["a b+ü.css"].version,
      checksum: null,
      contentType: "text/html",
      cacheControl: null,
    },
    expect.objectContaining({ key: "index.html", size: 3, checksum: "CRC64NVME:a=" }),
  ]);
  const text = (primary as Record<string, Kept>)[key]?.body ?? "";
  expect(readManifestText(text)).toMatchObject({ kind: "read", manifest, signature: null });
});

test("objects that are as in the release before are not asked about again", async () => {
  const primary: Record<string, Kept> = { "index.html": kept("one"), "site.css": kept("css") };
  await release(primary, 0);
  primary["index.html"] = kept("two", { at: at(minutes(5)) });
  const next = await release(primary, minutes(10));
  expect(next.askedFor).toEqual(["index.html"]);
  expect(next.manifest.objects.map(({ key, version }) => [key, version])).toEqual([
    ["index.html", primary["index.html"].version],
    ["site.css", primary["site.css"]?.version],
  ]);
});

test("an object written since is asked about, though it looks the same", async () => {
  const primary: Record<string, Kept> = { "index.html": kept("one") };
  await release(primary, 0);
  primary["index.html"] = kept("one", { at: at(minutes(5)), version: "v-new" });
  expect((await release(primary, minutes(10))).manifest.objects[0]?.version).toBe("v-new");
});

test("the oldest manifests are taken away", async () => {
  const primary: Record<string, Kept> = { "index.html": kept("one") };
  for (const span of [0, 1, 2]) await release(primary, minutes(span));
  expect(Object.keys(primary)).toEqual([
    "index.html",
    ".failover/releases/20261123T030100000Z-build-7-a.json",
    ".failover/releases/20261123T030200000Z-build-7-a.json",
  ]);
});

test("a manifest that reads back as something else is told", async () => {
  const { port } = bucketsInMemory({ primary: { "index.html": kept("one") } });
  const deaf = { ...port, write: async () => {} };
  const { manifest } = await buildManifest({ clock: { now: () => t0 }, bucket: port }, order);
  await expect(writeManifest(deaf, order, manifest, null)).rejects.toThrow("reads back as something else");
});
