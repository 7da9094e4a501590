import type { PageMade } from "./pages.ts";

/** The body of a ListObjectsV2 answer. */
export function listBody(bucket: string, { contents, keyCount, token }: PageMade): Buffer {
  const next = token === null ? "" : `<NextContinuationToken>${token}</NextContinuationToken>`;
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket}</Name><Prefix></Prefix>${next}<KeyCount>${keyCount}</KeyCount><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType><IsTruncated>${token !== null}</IsTruncated>`;
  return Buffer.concat([Buffer.from(head), ...contents, Buffer.from("</ListBucketResult>")]);
}
