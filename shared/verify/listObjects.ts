import type { BucketRef } from "../model/bucket.ts";
import { keyAt } from "./encodedKeys.ts";
import { listedAt } from "./listed.ts";
import type { Page } from "./page.ts";
import type { ListingPort, PageAsk } from "./ports.ts";
import { scanPage } from "./scanPage.ts";
import type { Listed } from "./task.ts";

export interface ListedObject extends Listed {
  readonly key: string;
}

/** The objects of one bucket in UTF-8 byte order of their keys, page by page. Throws when a page can't be had. */
export async function* listObjects(
  listing: ListingPort,
  bucket: BucketRef,
  prefix: string,
): AsyncGenerator<readonly ListedObject[]> {
  let from: PageAsk["from"] | null = { after: "" };
  while (from !== null) {
    const page: Page = await pageOf(listing, bucket, { prefix, from, maxKeys: 1000 });
    const objects = Array.from({ length: page.count }, (_, n) => ({
      key: keyAt(page, n),
      ...listedAt(page, n),
    }));
    if (objects.length > 0) yield objects;
    from = page.truncated ? nextOf(page, objects.at(-1)?.key, bucket) : null;
  }
}

async function pageOf(listing: ListingPort, bucket: BucketRef, ask: PageAsk): Promise<Page> {
  const answer = await listing.page(bucket, ask);
  if (answer.kind !== "page") throw new Error(`${bucket.name} can't be listed: ${answer.because}`);
  const scanned = scanPage(answer.body);
  if (scanned.kind === "broken") throw new Error(`${bucket.name} can't be listed: ${scanned.because}`);
  return scanned.page;
}

/** A page can be empty and yet not the last: S3 counts the delete markers it passes over. Then only the token leads on. */
function nextOf({ token }: Page, last: string | undefined, { name }: BucketRef): PageAsk["from"] {
  if (last !== undefined) return { after: last };
  if (token !== null) return { token };
  throw new Error(`S3 cut the listing of ${name} short and did not say where it goes on`);
}
