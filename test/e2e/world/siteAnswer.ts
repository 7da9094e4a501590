import { randomBytes, randomUUID } from "node:crypto";
import type { SiteObject } from "./siteObject.ts";
import type { Responder, SiteAnswer, SiteRequest } from "./siteServer.ts";

/** Of the side's bucket; undefined when it has no such key. */
export type ReadObject = (key: string) => Promise<SiteObject | undefined>;

const indexDocument = "index.html";
const errorDocument = "404.html";

/** A distribution over a private bucket: default root object, and the bucket's 403 mapped to the error document. */
export function answerLikeCloudFront(read: ReadObject): Responder {
  const headers = (cache: string) => ({
    "x-cache": `${cache} from cloudfront`,
    via: `1.1 ${randomBytes(16).toString("hex")}.cloudfront.net (CloudFront)`,
    "x-amz-cf-pop": "DUB56-P1",
    "x-amz-cf-id": randomBytes(42).toString("base64url"),
  });
  return {
    async serve(request) {
      const key = request.path === "/" ? indexDocument : keyOf(request.path);
      const found = await read(key);
      const cache = found === undefined ? "Error" : "Miss";
      return await withErrorDocument(read, found, request, { server: "AmazonS3", ...headers(cache) });
    },
    unavailable: () =>
      page(503, "503 ERROR: the request could not be satisfied", {
        server: "CloudFront",
        ...headers("Error"),
      }),
    wrongText: () => page(200, "Coming soon", { server: "AmazonS3", ...headers("Hit") }),
  };
}

/** An S3 website endpoint: an index document in every folder, a redirect to the folder, the error document with 404. */
export function answerLikeS3Website(read: ReadObject): Responder {
  const headers = () => ({
    server: "AmazonS3",
    "x-amz-request-id": randomBytes(8).toString("hex").toUpperCase(),
    "x-amz-id-2": randomUUID(),
  });
  return {
    async serve(request) {
      const key = keyOf(request.path);
      const found = await read(key === "" || key.endsWith("/") ? key + indexDocument : key);
      if (found === undefined && !key.endsWith("/") && (await isFolder(read, key))) {
        return page(302, "Found", { ...headers(), location: `${request.path}/` });
      }
      return await withErrorDocument(read, found, request, headers());
    },
    unavailable: () => page(503, "503 Service Unavailable: Slow Down", headers()),
    wrongText: () => page(200, "Coming soon", headers()),
  };
}

/** The bucket's REST endpoint to whoever has no credentials and may not list: 403 for a missing object. */
export function answerLikeS3Rest(read: ReadObject): Responder {
  const headers = { server: "AmazonS3" };
  return {
    async serve({ path }) {
      const found = await read(keyOf(path));
      if (found === undefined) return page(403, "AccessDenied", headers);
      return { status: 200, headers: { ...found.headers, ...headers }, body: found.body };
    },
    unavailable: () => page(503, "503 Slow Down", headers),
    wrongText: () => page(200, "", headers),
  };
}

async function withErrorDocument(
  read: ReadObject,
  found: SiteObject | undefined,
  request: SiteRequest,
  headers: Readonly<Record<string, string>>,
): Promise<SiteAnswer> {
  if (found !== undefined && found.headers["etag"] === request.ifNoneMatch) {
    return {
      status: 304,
      headers: { ...headers, etag: found.headers["etag"] ?? "" },
      body: new Uint8Array(),
    };
  }
  if (found !== undefined)
    return { status: 200, headers: { ...found.headers, ...headers }, body: found.body };
  const error = await read(errorDocument);
  if (error === undefined) return page(404, "404 Not Found: NoSuchKey", headers);
  return { status: 404, headers: { ...error.headers, ...headers }, body: error.body };
}

async function isFolder(read: ReadObject, key: string): Promise<boolean> {
  return key !== "" && (await read(`${key}/${indexDocument}`)) !== undefined;
}

function keyOf(path: string): string {
  return decodeURIComponent(path.slice(1));
}

function page(status: number, text: string, headers: Readonly<Record<string, string>>): SiteAnswer {
  const body = new TextEncoder().encode(`<html><body><h1>${text}</h1></body></html>`);
  return { status, headers: { "content-type": "text/html; charset=utf-8", ...headers }, body };
}
