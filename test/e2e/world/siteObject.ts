import { GetObjectCommand, type GetObjectCommandOutput, NoSuchKey, type S3Client } from "@aws-sdk/client-s3";

export type SiteObject = { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array };

/** An object with the headers a visitor gets of it; undefined when the bucket has no such key. */
export async function readSiteObject(
  s3: S3Client,
  bucket: string,
  key: string,
): Promise<SiteObject | undefined> {
  try {
    const found = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return {
      headers: headersOf(found),
      body: (await found.Body?.transformToByteArray()) ?? new Uint8Array(),
    };
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

function headersOf(found: GetObjectCommandOutput): Record<string, string> {
  const headers = {
    "content-type": found.ContentType,
    "cache-control": found.CacheControl,
    "content-encoding": found.ContentEncoding,
    etag: found.ETag,
    "last-modified": found.LastModified?.toUTCString(),
  };
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}
