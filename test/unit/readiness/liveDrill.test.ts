import { expect, test } from "vitest";
import type { LastDrill } from "../../../shared/model/drill.ts";
import type { Site } from "../../../shared/model/site.ts";
import { hours } from "../../../shared/model/time.ts";
import type { Ground } from "../../../shared/readiness/ground.ts";
import { checks } from "../../../shared/readiness/table.ts";
import { aSite } from "../../fixtures/site.ts";
import { t0 } from "../../fixtures/world.ts";

const drilled: LastDrill = {
  kind: "drilled",
  site: "drill.example.com",
  at: new Date(t0 - hours(30)).toISOString(),
  ageSeconds: 108_000,
  who: "Ann",
  ending: "well",
  wrong: [],
  lever: "switch",
  toStandbySeconds: 60,
  wayBackSeconds: 60,
  visits: { right: 200, stale: 0, failed: 0 },
};

/** Of all that there is to look at, the check looks at the last drill and the clock alone. */
function flawsOf(drill: LastDrill, drilledWithin: Site["drilledWithin"]): unknown {
  const check = checks.find(({ id }) => id === "live-drill");
  const site = { ...aSite(), drilledWithin };
  return check?.judge({ site, sites: [site], ground: { drill, at: t0 } as Ground });
}

test("a live drill that is young enough and ended well is as it should be", () => {
  expect(flawsOf(drilled, hours(48))).toEqual([]);
});

test("an old one is a finding, with its age and what sites.yml asks for", () => {
  const text =
    "the last live drill, of drill.example.com, was 1 d 6 h ago; sites.yml asks for one within 1 d";
  expect(flawsOf(drilled, hours(24))).toEqual([{ kind: "fact", text }]);
});

test("one that ended badly is a finding, however young", () => {
  const wrong = ["visitors were not all seen on the standby within 10 min"];
  const text = `the last live drill, of drill.example.com, ended badly: ${wrong[0]}`;
  expect(flawsOf({ ...drilled, ending: "badly", wrong }, hours(48))).toEqual([{ kind: "fact", text }]);
});

test("what can't be read is unknown, and never ok", () => {
  expect(flawsOf({ kind: "unknown", because: "no answer" }, hours(48))).toEqual([
    { kind: "unread", because: "no answer" },
  ]);
});

test.each([
  ["no site is declared for drills", { kind: "none" } as const, hours(48)],
  ["sites.yml does not ask for them", { kind: "never", sites: ["drill.example.com"] } as const, null],
])("nothing is asked where %s", (_, drill, within) => {
  expect(flawsOf(drill, within)).toBe(null);
});
