import type { PageMemory } from "../verify/ports.ts";

/** What is used of a response's stream. */
export interface BodyStream {
  on(event: "data", take: (part: Uint8Array) => void): this;
  once(event: "end" | "close", ended: () => void): this;
  once(event: "error", failed: (error: Error) => void): this;
}

/** Reads a body into memory that was used before, grown where it is too small: V8 collects less often. */
export function bodyInto(stream: BodyStream, memory: PageMemory): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    let length = 0;
    stream.on("data", (part) => {
      const needed = length + part.length;
      if (needed > memory.bytes.length) memory.bytes = grown(memory.bytes, needed);
      memory.bytes.set(part, length);
      length = needed;
    });
    stream.once("end", () => resolve(memory.bytes.subarray(0, length)));
    stream.once("error", reject);
    stream.once("close", () => reject(new Error("the answer broke off")));
  });
}

function grown(bytes: Uint8Array, needed: number): Uint8Array {
  const larger = new Uint8Array(Math.ceil(needed * 1.5));
  larger.set(bytes);
  return larger;
}
