import { beforeAll, describe, expect, test } from "vitest";
import { reportOf } from "../../../drill/report/reportOf.ts";
import { sayParts } from "../../../shared/report/chart.ts";
import { pageOf } from "../../../shared/report/page.ts";
import type { Lane, Report } from "../../../shared/report/report.ts";
import { played } from "./played.ts";

let report: Report;
beforeAll(async () => {
  const { scenario, world } = await played("region-outage");
  report = reportOf(scenario, world);
});

describe("the report of a region outage", () => {
  test("shows each lane's course, from the outage to the way back", () => {
    expect(said("Primary")).toEqual(["not seen yet", "up", "down", "up"]);
    expect(said("Standby")).toEqual(["not seen yet", "up"]);
    expect(said("Replica")).toEqual(["not seen yet", "current"]);
    expect(said("Steering")).toEqual(["Route 53 decides", "on the standby", "Route 53 decides"]);
    expect(said("Health check")).toEqual(["healthy", "unhealthy", "healthy"]);
    expect(said("Health alarm")).toEqual(["OK", "ALARM", "OK"]);
    expect(said("Replication alarm")).toEqual(["OK"]);
    expect(said("DNS").at(0)).toBe("the primary");
    expect(said("DNS")).toContain("the standby");
    expect(said("DNS").at(-1)).toBe("the primary");
    expect(said("Visitors").slice(0, 2)).toEqual(["the site", "error"]);
    expect(said("Visitors").at(-1)).toBe("the site");
  });

  test("no lane has a gap, and none goes beyond the play", () => {
    for (const lane of report.lanes.filter((one) => one.kind === "shown")) {
      expect(lane.stretches[0]?.from, lane.name).toBe(report.span.from);
      expect(lane.stretches.at(-1)?.to, lane.name).toBe(report.span.to);
      for (const [i, stretch] of lane.stretches.slice(1).entries())
        expect(stretch.from, lane.name).toBe(lane.stretches[i]?.to);
    }
  });

  test("leads with the figures of the drill", () => {
    const values = report.headFigures.map(({ name, value }) => [name, value]);
    expect(values).toEqual([
      ["Recovery", "2 min 23 s"],
      ["Data age", "0 s"],
      ["Failed visits", "5.7 %"],
      ["Way back", "7 min 28 s"],
    ]);
  });

  test("tells of the world, and of each entry of the journal by its number", () => {
    const told = report.moments.map(({ text }) => text);
    expect(told).toContain("the primary's region goes dark");
    const numbers = report.moments.flatMap(({ seq }) => (seq === null ? [] : [seq]));
    expect(numbers).toEqual(Array.from({ length: 27 }, (_, i) => i + 1));
  });

  test("is a page that runs nothing and asks for nothing", () => {
    const page = pageOf(report);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\bon\w+=|@import|url\(|href="(?!#)|src=/);
  });

  test("each mark leads to a moment that is told", () => {
    const page = pageOf(report);
    const anchors = [...page.matchAll(/href="#([\w-]+)"/g)].map(([, id]) => id);
    expect(anchors.length).toBeGreaterThan(5);
    for (const id of anchors) expect(page).toContain(`id="${id}"`);
  });
});

test("a story that ends badly says so first", async () => {
  const { scenario, world } = await played("region-outage");
  world.people.do({ kind: "deploy", at: world.spec.script.lasts, bad: true });
  const { ending } = reportOf(scenario, world);
  expect(ending).toEqual({
    kind: "badly",
    says: "At the end: not all visitors get the site as it was last deployed",
  });
});

test("text of others stays text", () => {
  const text = `<script>alert("1")</script> & 'more'`;
  const page = pageOf({
    ...report,
    title: text,
    moments: [{ id: "line-1", at: report.zero.at, voice: "told", text, seq: 1 }],
  });
  expect(page).not.toContain("<script>");
  expect(page).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;");
});

function said(name: string): readonly string[] {
  const lane: Lane | undefined = report.lanes.find((one) => one.name === name);
  if (lane?.kind !== "shown") throw new Error(`the report shows no lane ${name}`);
  return lane.stretches.map(({ parts }) => sayParts(parts));
}
