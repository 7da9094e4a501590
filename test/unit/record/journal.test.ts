import { describe, expect, it } from "vitest";
import type { Happening, JournalEntry } from "../../../shared/model/journal.ts";
import { minutes } from "../../../shared/model/time.ts";
import { chain, genesisHash, journalKey, verifyChain } from "../../../shared/record/journal.ts";
import { at, t0 } from "../../fixtures/world.ts";

const site = "www.example.com";
/** sha256sum's own answers, for the texts written by hand. */
const genesis = "0957a58cd266fe57c821173bd009b4fa779ad60ea4bba314dca3e7584339345d";
const first = "55051ccea60aa60713f2141884f7fc562ac423501102ae55c6e67714ad443ed9";
const second = "e78e56fd47a0f5f6d6ab6c6589f2177b5555a0b14a169040ebdc2537dc8440c2";
const third = "c1f5cadeb02f21a41ac0909fcd1f933100bf82ab177f4380fd49324403ce2230";

const entry = (part: Partial<JournalEntry>): JournalEntry => ({
  seq: 1,
  at: "2026-11-23T03:00:00.000Z",
  site,
  incident: null,
  kind: "observed",
  who: "controller",
  text: "the primary is down",
  data: { side: "primary" },
  previous: genesis,
  hash: first,
  ...part,
});
const decision: Partial<JournalEntry> = { kind: "decided", text: "wait for Route 53", data: {} };
const order: Partial<JournalEntry> = { kind: "ordered", who: "Ann", text: "drill", data: {} };
const one = entry({});
const two = entry({ seq: 2, ...decision, previous: first, hash: second });
const three = entry({
  seq: 3,
  ...order,
  at: "2026-11-23T03:01:00.000Z",
  incident: "www.example.com-20261123030100",
  previous: second,
  hash: third,
});

const happening = (part: Partial<Happening>): Happening => ({
  kind: "observed",
  who: "controller",
  text: "the primary is down",
  data: { side: "primary" },
  tell: "primary-looks-down",
  ...part,
});

describe("the journal", () => {
  it("begins at a hash of the site's name", () => {
    expect(genesisHash(site)).toBe(genesis);
  });

  it("has keys that list in the order written", () => {
    expect(journalKey(site, 7)).toBe("sites/www.example.com/journal/000000000007.json");
    expect(journalKey(site, 123_456_789_012)).toBe("sites/www.example.com/journal/123456789012.json");
  });

  it("numbers what happened, and chains each entry to the one before", () => {
    const head = { next: 1, hash: genesis, unwritten: [] };
    const happened = [happening({}), happening({ kind: "decided", text: "wait for Route 53", data: {} })];
    expect(chain(head, happened, { site, incident: null, now: t0 })).toEqual({
      next: 3,
      hash: second,
      unwritten: [one, two],
    });
  });

  it("goes on from its head, and only the new entries are unwritten", () => {
    const head = { next: 3, hash: second, unwritten: [one, two] };
    const happened = [happening({ kind: "ordered", who: "Ann", text: "drill", data: {} })];
    const incident = "www.example.com-20261123030100";
    expect(chain(head, happened, { site, incident, now: at(minutes(1)) })).toEqual({
      next: 4,
      hash: third,
      unwritten: [three],
    });
  });

  it("stays as it is when nothing happened, with nothing left to write", () => {
    const head = { next: 3, hash: second, unwritten: [one, two] };
    expect(chain(head, [], { site, incident: null, now: t0 })).toEqual({ ...head, unwritten: [] });
  });
});

describe("a verified journal", () => {
  it("is whole, and names its head", () => {
    expect(verifyChain(site, [one, two, three])).toEqual({ kind: "whole", entries: 3, head: third });
  });

  it("is whole without entries: its head is the site's beginning", () => {
    expect(verifyChain(site, [])).toEqual({ kind: "whole", entries: 0, head: genesis });
  });

  it("without its tail is whole for itself; the head, which the record holds, is another", () => {
    expect(verifyChain(site, [one, two])).toEqual({ kind: "whole", entries: 2, head: second });
  });

  const changed = "entry 2 was changed after it was written";
  it.each<[string, JournalEntry[], number, string]>([
    ["an entry is taken out", [one, three], 2, "entry 2 is missing: 3 follows"],
    ["the first is taken out", [two, three], 1, "entry 1 is missing: 2 follows"],
    ["two are swapped", [two, one], 1, "entry 1 is missing: 2 follows"],
    ["one stands there twice", [one, one, two], 2, "entry 2 is missing: 1 follows"],
    ["the time is changed", [one, { ...two, at: "2026-11-23T02:00:00.000Z" }], 2, changed],
    ["the site is changed", [one, { ...two, site: "example.org" }], 2, changed],
    ["the incident is changed", [one, { ...two, incident: "other" }], 2, changed],
    ["the kind is changed", [one, { ...two, kind: "acted" }], 2, changed],
    ["who is changed", [one, { ...two, who: "Bob" }, three], 2, changed],
    ["the text is changed", [one, { ...two, text: "" }, three], 2, changed],
    ["the data are changed", [one, { ...two, data: { side: "primary" } }], 2, changed],
    ["a field is added", [one, { ...two, approvedBy: "Bob" } as JournalEntry], 2, changed],
    ["the hash is changed", [one, { ...two, hash: third }], 2, changed],
    [
      "the link is changed",
      [one, { ...two, previous: genesis }],
      2,
      "entry 2 does not follow the one before it",
    ],
    // sha256sum of the first entry with the text "all is well".
    [
      "one is forged whole, hash and all",
      [
        entry({
          text: "all is well",
          hash: "276cdcca1a0175ea132b97eaeb686efa2685e2de1bfd7518876ff3e9ea6a1486",
        }),
        two,
      ],
      2,
      "entry 2 does not follow the one before it",
    ],
    [
      "it is another site's",
      [entry({ previous: "0".repeat(64) }), two],
      1,
      "entry 1 does not follow the one before it",
    ],
  ])("is broken where %s", (_, entries, seq, because) => {
    expect(verifyChain(site, entries)).toEqual({ kind: "broken", seq, because });
  });
});
