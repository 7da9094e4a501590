import { describe, expect, it } from "vitest";
import type { Beat, SentBeats } from "../../../shared/model/heartbeat.ts";
import type { Site } from "../../../shared/model/site.ts";
import { type DurationMs, epochMs, hours, minutes, seconds } from "../../../shared/model/time.ts";
import { beat } from "../../../shared/observe/beat.ts";
import type { HeartbeatsPort } from "../../../shared/observe/ports.ts";
import { before, buckets, noon, object, observed, site, throwing } from "./world.ts";

const beating: Site = {
  ...site,
  replication: { ...site.replication, heartbeat: { key: ".failover/heartbeat", every: minutes(1) } },
};

const sentAt = (count: number, ago: DurationMs) => ({ count, at: before(ago), lag: minutes(1) });
const beats = (part: Partial<SentBeats> = {}): SentBeats => ({ sent: [], failure: null, ...part });

/** Both ends, by hand; `wrote` is what reached the primary. */
function ends(arrived: Beat | null, kept: SentBeats) {
  const wrote: Beat[] = [];
  const now = { kept };
  const port: HeartbeatsPort = {
    arrived: async () => arrived,
    sent: async () => now.kept,
    write: async (_, one) => void wrote.push(one),
    keep: async (_, all) => {
      now.kept = all;
    },
  };
  return { wrote, now, port };
}
const clock = { now: () => noon, sleep: async () => {} };

describe("writing heartbeats", () => {
  it("counts on from the last, and notes how old the newest in the standby was", async () => {
    const { wrote, now, port } = ends(
      sentAt(7, minutes(2)),
      beats({ sent: [sentAt(7, minutes(2)), sentAt(8, minutes(1))] }),
    );
    expect(await beat({ clock, heartbeats: port }, beating)).toMatchObject({ kind: "written" });
    expect(wrote).toEqual([{ count: 9, at: noon }]);
    expect(now.kept.sent.at(-1)).toEqual({ count: 9, at: noon, lag: 120_000 });
  });

  it("counts on from one that arrived though its answer was lost", async () => {
    const { wrote, port } = ends(sentAt(9, minutes(1)), beats({ sent: [sentAt(8, minutes(2))] }));
    await beat({ clock, heartbeats: port }, beating);
    expect(wrote.map(({ count }) => count)).toEqual([10]);
  });

  it("waits until the next is due", async () => {
    const { wrote, port } = ends(null, beats({ sent: [sentAt(1, seconds(20))] }));
    expect(await beat({ clock, heartbeats: port }, beating)).toEqual({ kind: "notDue" });
    expect(wrote).toEqual([]);
  });

  it("writes none for a site without", async () => {
    const { wrote, port } = ends(null, beats());
    expect(await beat({ clock, heartbeats: port }, site)).toEqual({ kind: "notDue" });
    expect(wrote).toEqual([]);
  });

  it("keeps the last 60", async () => {
    const sent = Array.from({ length: 60 }, (_, n) => sentAt(n + 1, minutes(60 - n)));
    const { now, port } = ends(null, beats({ sent }));
    await beat({ clock, heartbeats: port }, beating);
    expect(now.kept.sent.map(({ count }) => count)).toEqual(Array.from({ length: 60 }, (_, n) => n + 2));
  });

  it("says why one could not be written, and forgets none of the others", async () => {
    const { now, port } = ends(null, beats({ sent: [sentAt(1, minutes(1))] }));
    const dark = { ...port, write: throwing("the region is dark") };
    expect(await beat({ clock, heartbeats: dark }, beating)).toEqual({
      kind: "failed",
      because: "the region is dark",
    });
    expect(now.kept).toEqual({
      sent: [sentAt(1, minutes(1))],
      failure: { at: noon, because: "the region is dark" },
    });
  });

  it("is no exception where the standby can't be read", async () => {
    const { port } = ends(null, beats());
    const denied = { ...port, arrived: throwing("Access Denied") };
    expect(await beat({ clock, heartbeats: denied }, beating)).toEqual({
      kind: "failed",
      because: "Access Denied",
    });
  });
});

describe("what the verdict makes of it", () => {
  const verdict = async (arrived: Beat | null, kept: SentBeats) =>
    (await observed({ heartbeats: ends(arrived, kept).port }, { site: beating })).replica;

  it("one that arrived is told after the comparison, with its age", async () => {
    const replica = await verdict(sentAt(41, minutes(1)), beats({ sent: [sentAt(41, minutes(1))] }));
    expect(replica.restsOn.map(({ kind }) => kind)).toEqual(["comparison", "heartbeat"]);
    expect(replica.restsOn[1]).toEqual({
      kind: "heartbeat",
      asOf: epochMs(Date.parse("2026-11-22T11:59:00Z")),
      says: "heartbeat 41, written 2026-11-22T11:59:00Z, is the newest in the standby, 1 min old; all that were written have arrived",
    });
    expect(replica.suspicions).toEqual([]);
  });

  it("one that is late is suspicious, and the comparison decides all the same", async () => {
    const sent = [sentAt(1, minutes(30)), sentAt(2, minutes(20)), sentAt(3, minutes(1))];
    const replica = await verdict(sentAt(1, minutes(30)), beats({ sent }));
    expect(replica.kind).toBe("current");
    expect(replica.suspicions).toEqual(["heartbeat 2 has been on its way to the standby for 20 min"]);
  });

  it("one that grew old because none could be written is not late", async () => {
    const failure = { at: noon, because: "the region is dark" };
    const replica = await verdict(sentAt(1, hours(2)), beats({ sent: [sentAt(1, hours(2))], failure }));
    expect(replica.suspicions).toEqual([]);
    expect(replica.unseen).toEqual([
      "no heartbeat could be written at 2026-11-22T12:00:00Z: the region is dark",
    ]);
  });

  it("that arrives proves no other object: what was never compared stays unknown", async () => {
    const ports = { objects: buckets("dark", [object("index.html")]) };
    const { port } = ends(sentAt(41, minutes(1)), beats());
    const { replica } = await observed({ ...ports, heartbeats: port }, { site: beating });
    expect(replica.kind).toBe("unknown");
    expect(replica.restsOn.map(({ kind }) => kind)).toEqual(["heartbeat"]);
  });

  it("one that can't be read is not seen", async () => {
    const { port } = ends(null, beats());
    const heartbeats = { ...port, arrived: throwing("Access Denied") };
    const { replica } = await observed({ heartbeats }, { site: beating });
    expect(replica.unseen).toEqual(["the heartbeat can't be read: Access Denied"]);
  });

  it("its key is left out of the comparison", async () => {
    const objects = buckets([object("index.html"), object(".failover/heartbeat")], [object("index.html")]);
    const heartbeats = ends(null, beats()).port;
    expect((await observed({ objects, heartbeats }, { site: beating })).replica.kind).toBe("current");
    expect((await observed({ objects, heartbeats })).replica.kind).toBe("stale");
  });
});
