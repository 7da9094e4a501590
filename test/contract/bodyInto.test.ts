import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { bodyInto } from "../../shared/aws/bodyInto.ts";

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const alone = (value: string): Uint8Array => new Uint8Array(Buffer.from(value));

test("a body is read into the memory that is there, and into a larger one where it does not fit", async () => {
  const memory = { bytes: new Uint8Array(8) };
  const first = memory.bytes;
  expect(text(await bodyInto(Readable.from([alone("abc"), alone("de")]), memory))).toBe("abcde");
  expect(memory.bytes).toBe(first);
  expect(text(await bodyInto(Readable.from([alone("abcdef"), alone("ghi"), alone("j")]), memory))).toBe(
    "abcdefghij",
  );
  expect(memory.bytes.length).toBeGreaterThanOrEqual(10);
  expect(text(await bodyInto(Readable.from([alone("xy")]), memory))).toBe("xy");
});

test("parts that were cut from one piece of memory are all read", async () => {
  const piece = alone("abcdefgh");
  const parts = [piece.subarray(0, 3), piece.subarray(3, 8)];
  const body = await bodyInto(Readable.from(parts), { bytes: new Uint8Array() });
  expect(text(body)).toBe("abcdefgh");
  const again = alone("abcdefgh");
  const fitting = await bodyInto(Readable.from([again.subarray(0, 3), again.subarray(3)]), {
    bytes: new Uint8Array(20),
  });
  expect(text(fitting)).toBe("abcdefgh");
});

test("an empty body is empty, and one that breaks off or fails is none", async () => {
  const memory = { bytes: alone("of a page before") };
  expect((await bodyInto(Readable.from([]), memory)).length).toBe(0);
  const cut = new Readable({ read() {} });
  cut.push("abc");
  const reading = bodyInto(cut, memory);
  cut.destroy();
  await expect(reading).rejects.toThrow("the answer broke off");
  const failing = new Readable({ read() {} });
  const failed = bodyInto(failing, memory);
  failing.destroy(new Error("reset by peer"));
  await expect(failed).rejects.toThrow("reset by peer");
});
