import type { Page } from "./page.ts";
import { scanEntries } from "./scanEntries.ts";

export type Scanned =
  | { readonly kind: "page"; readonly page: Page }
  | { readonly kind: "broken"; readonly because: string };

/** Reads the body of a ListObjectsV2 answer. Its end is looked for first: a body that was cut short has none. */
export function scanPage(body: Uint8Array): Scanned {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const end = bytes.lastIndexOf("</ListBucketResult>");
  if (end === -1) return broken("the answer is no whole listing");
  const first = bytes.indexOf("<Contents>");
  const last = first === -1 ? 0 : bytes.lastIndexOf("</Contents>", end) + "</Contents>".length;
  const around = bytes.toString("latin1", 0, first === -1 ? 0 : first) + bytes.toString("latin1", last, end);
  const truncated = textOf(around, "IsTruncated");
  if (truncated !== "true" && truncated !== "false") return broken("the answer does not say whether it ends");
  if (first === -1) return scanned({ body, ...noEntries }, truncated, around);
  if (textOf(around, "EncodingType") !== "url") return broken("the keys are not URL-encoded, as was asked");
  const entries = scanEntries(bytes, first, last);
  return typeof entries === "string" ? broken(entries) : scanned({ body, ...entries }, truncated, around);
}

const noEntries = { count: 0, offsets: new Int32Array(0), sizes: new Float64Array(0) };

const broken = (because: string): Scanned => ({ kind: "broken", because });

function scanned(entries: Omit<Page, "truncated" | "token">, truncated: string, around: string): Scanned {
  const token = textOf(around, "NextContinuationToken");
  return {
    kind: "page",
    page: { ...entries, truncated: truncated === "true", token: token === null ? null : unescaped(token) },
  };
}

function textOf(xml: string, element: string): string | null {
  const [open, close] = [`<${element}>`, `</${element}>`];
  const at = xml.indexOf(open);
  const end = xml.indexOf(close, at);
  return at === -1 || end === -1 ? null : xml.slice(at + open.length, end).trim();
}

const unescaped = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
