import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { BucketRef } from "../../shared/model/bucket.ts";
import { keyAt } from "../../shared/verify/encodedKeys.ts";
import { listedAt } from "../../shared/verify/listed.ts";
import type { Page } from "../../shared/verify/page.ts";
import type { ListingPort, PageAsk } from "../../shared/verify/ports.ts";
import { scanPage } from "../../shared/verify/scanPage.ts";

/** A bucket of its own for each test, with nothing in it. */
export interface Listable {
  readonly listing: ListingPort;
  readonly bucket: BucketRef;
  put(key: string, body: string): Promise<void>;
}

/** In the order of their UTF-8 bytes. */
const keys = ["100%", "a b", "a+b", "a/", "a/b", "x&y<z>'\"", "ü", "\uff5e", "🗺"];

/** What comparing relies on. */
export function listingContract(name: string, make: () => Promise<Listable>): void {
  test(`${name}: lists whatever keys hold, in the order of their bytes, with size and MD5`, async () => {
    const listable = await filled(make);
    const page = await pageOf(listable, {});
    expect(keysIn(page)).toEqual(keys);
    expect(page.truncated).toBe(false);
    expect(listedAt(page, 0)).toMatchObject({ size: 10, etag: md5("body of 100%".slice(0, 10)) });
  });

  test(`${name}: goes on after any key, page by page`, async () => {
    const listable = await filled(make);
    const found: string[] = [];
    let page: Page | null = null;
    while (page === null || page.truncated) {
      page = await pageOf(listable, { from: { after: found.at(-1) ?? "" }, maxKeys: 2 });
      found.push(...keysIn(page));
    }
    expect(found).toEqual(keys);
  });

  test(`${name}: lists the keys of a prefix after a key that is not there`, async () => {
    const listable = await filled(make);
    expect(keysIn(await pageOf(listable, { prefix: "a", from: { after: "a*" } }))).toEqual([
      "a+b",
      "a/",
      "a/b",
    ]);
  });

  test(`${name}: lists nothing of an empty bucket, and refuses one that is not there`, async () => {
    const { listing, bucket } = await make();
    const page = await pageOf({ listing, bucket }, {});
    expect([page.count, page.truncated]).toEqual([0, false]);
    const nowhere = { ...bucket, name: "no-such-bucket-anywhere" };
    expect(await listing.page(nowhere, fromStart)).toMatchObject({ kind: "refused" });
  });
}

const fromStart: PageAsk = { prefix: "", from: { after: "" }, maxKeys: 1000 };

async function filled(make: () => Promise<Listable>): Promise<Listable> {
  const listable = await make();
  for (const key of keys) await listable.put(key, `body of ${key}`.slice(0, 10));
  return listable;
}

async function pageOf(
  { listing, bucket }: Pick<Listable, "listing" | "bucket">,
  ask: Partial<PageAsk>,
): Promise<Page> {
  const answer = await listing.page(bucket, { ...fromStart, ...ask });
  if (answer.kind !== "page") throw new Error(`${answer.kind}: ${answer.because}`);
  const scanned = scanPage(answer.body);
  if (scanned.kind === "broken") throw new Error(scanned.because);
  return scanned.page;
}

const keysIn = (page: Page): readonly string[] =>
  Array.from({ length: page.count }, (_, n) => keyAt(page, n));

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
