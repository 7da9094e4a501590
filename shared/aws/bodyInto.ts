import type { PageMemory } from "../verify/ports.ts";

/** What is used of a response's stream. */
export interface BodyStream {
  on(event: "data", take: (part: Uint8Array) => void): this;
  once(event: "end" | "close", ended: () => void): this;
  once(event: "error", failed: (error: Error) => void): this;
}

/**
 * Reads a body into memory that was used before, or into a larger one that takes its place. V8 frees what it can't see into
 * late: without this, and without giving back each part at once, it collected 22 times for a million objects instead of 3.
 */
export function bodyInto(stream: BodyStream, memory: PageMemory): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    let length = 0;
    const beyond: Uint8Array[] = [];
    stream.on("data", (part) => {
      const { byteLength } = part;
      if (beyond.length > 0 || length + byteLength > memory.bytes.length) beyond.push(part);
      else move(part, memory.bytes, length);
      length += byteLength;
    });
    stream.once("end", () => {
      if (beyond.length > 0) memory.bytes = enlarged(memory.bytes, beyond, length);
      resolve(memory.bytes.subarray(0, length));
    });
    stream.once("error", reject);
    stream.once("close", () => reject(new Error("the answer broke off")));
  });
}

/** With room for a page that is a little larger: most pages of a bucket are alike. */
function enlarged(bytes: Uint8Array, beyond: readonly Uint8Array[], length: number): Uint8Array {
  const larger = new Uint8Array(Math.ceil(length * 1.1));
  let at = length - beyond.reduce((sum, { byteLength }) => sum + byteLength, 0);
  larger.set(bytes.subarray(0, at));
  for (const part of beyond) {
    const { byteLength } = part;
    move(part, larger, at);
    at += byteLength;
  }
  return larger;
}

/** Copies, and gives back the memory of a part that has it for itself; Node may cut several from one. */
function move(part: Uint8Array, into: Uint8Array, at: number): void {
  into.set(part, at);
  const { buffer } = part;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === part.byteLength) buffer.transfer(0);
}
