import type { EpochMs } from "../../shared/model/time.ts";
import { isoTime } from "../../shared/model/time.ts";

export interface ListXml {
  readonly bucket: string;
  readonly objects: readonly {
    readonly key: string;
    readonly size: number;
    /** With its quotes. */
    readonly etag: string;
    readonly modifiedAt: EpochMs;
  }[];
  readonly truncated: boolean;
  readonly token: string | null;
}

/** The body of a ListObjectsV2 answer as S3 writes it, with EncodingType url. */
export function listXml({ bucket, objects, truncated, token }: ListXml): string {
  const head = [
    `<Name>${bucket}</Name>`,
    token === null ? "" : `<NextContinuationToken>${escaped(token)}</NextContinuationToken>`,
    `<KeyCount>${objects.length}</KeyCount><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType>`,
    `<IsTruncated>${truncated}</IsTruncated>`,
  ].join("");
  const contents = objects.map(
    ({ key, size, etag, modifiedAt }) =>
      `<Contents><Key>${urlEncoded(key)}</Key><LastModified>${isoTime(modifiedAt)}</LastModified><ETag>${escaped(etag)}</ETag><Size>${size}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${head}${contents.join("")}</ListBucketResult>`;
}

/** As S3 lists with EncodingType url: like a form, but with the slashes left. */
export const urlEncoded = (key: string): string =>
  encodeURIComponent(key).replaceAll("%2F", "/").replaceAll("%20", "+");

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
