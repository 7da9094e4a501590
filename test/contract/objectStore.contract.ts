import { expect, test } from "vitest";
import type { ObjectStore, WriteAnswer } from "../../shared/record/ports.ts";

/** What the record relies on. `make` gives a store of its own to each test, with nothing in it. */
export function objectStoreContract(name: string, make: () => Promise<ObjectStore>): void {
  test(`${name}: has nothing under a key never written`, async () => {
    const store = await make();
    expect(await store.get("sites/www.example.com/record.json")).toBeNull();
  });

  test(`${name}: gives back what was created, with the ETag of the write`, async () => {
    const store = await make();
    const etag = etagOf(await store.create("record.json", '{"says":"żółć 🗺"}'));
    expect(await store.get("record.json")).toEqual({ body: '{"says":"żółć 🗺"}', etag });
  });

  test(`${name}: creates only where nothing is`, async () => {
    const store = await make();
    await store.create("journal/000000000001.json", "first");
    expect(await store.create("journal/000000000001.json", "second")).toEqual({ kind: "preconditionFailed" });
    expect((await store.get("journal/000000000001.json"))?.body).toBe("first");
  });

  test(`${name}: replaces only over the version named`, async () => {
    const store = await make();
    const first = etagOf(await store.create("record.json", "one"));
    const second = etagOf(await store.replace("record.json", "two", first));
    expect(second).not.toBe(first);
    expect(await store.replace("record.json", "three", first)).toEqual({ kind: "preconditionFailed" });
    expect(await store.get("record.json")).toEqual({ body: "two", etag: second });
  });

  test(`${name}: replaces nothing where nothing is`, async () => {
    const store = await make();
    const etag = etagOf(await store.create("other.json", "one"));
    expect(await store.replace("record.json", "two", etag)).toEqual({ kind: "preconditionFailed" });
    expect(await store.get("record.json")).toBeNull();
  });

  test(`${name}: of two who create at once one wins`, async () => {
    const store = await make();
    const answers = await Promise.all([store.create("record.json", "a"), store.create("record.json", "b")]);
    expect(answers.filter(({ kind }) => kind === "written")).toHaveLength(1);
  });

  test(`${name}: lists the keys of a prefix in order, after the one named`, async () => {
    const store = await make();
    for (const key of ["a/3", "a/1", "b/1", "a/2", "a/10", "a/with space+plus & ü.json"])
      await store.create(key, "x");
    expect(await keysOf(store, "a/", "")).toEqual([
      "a/1",
      "a/10",
      "a/2",
      "a/3",
      "a/with space+plus & ü.json",
    ]);
    expect(await keysOf(store, "a/", "a/10")).toEqual(["a/2", "a/3", "a/with space+plus & ü.json"]);
    expect(await keysOf(store, "c/", "")).toEqual([]);
  });
}

const etagOf = (answer: WriteAnswer): string => {
  if (answer.kind !== "written") throw new Error(`not written: ${answer.kind}`);
  return answer.etag;
};

async function keysOf(store: ObjectStore, prefix: string, startAfter: string): Promise<readonly string[]> {
  return (await Array.fromAsync(store.keys(prefix, startAfter))).flat();
}
