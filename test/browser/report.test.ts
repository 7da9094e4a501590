import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportOf } from "../../drill/report/reportOf.ts";
import { pageOf } from "../../shared/report/page.ts";
import { played } from "../unit/report/played.ts";
import { launchChromium } from "./chromium.ts";
import { axeFinds, isTooWide, looks, visit } from "./visit.ts";

const stories = ["region-outage", "stale-replica", "flapping"];
const addresses = new Map<string, string>();
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  const folder = mkdtempSync(join(tmpdir(), "report-"));
  for (const story of stories) {
    const { scenario, world } = await played(story);
    const file = join(folder, `${story}.html`);
    writeFileSync(file, pageOf(reportOf(scenario, world)));
    addresses.set(story, pathToFileURL(file).href);
  }
});
afterAll(() => browser?.close());

const address = (story = "region-outage"): string => addresses.get(story) ?? "";

/** A picture of one story is much like that of another: the rest is looked at where it is hardest. */
const seen = looks.flatMap(([name, look], i) =>
  stories.slice(0, i === looks.length - 1 ? stories.length : 1).map((story) => [name, story, look] as const),
);

describe("the report", () => {
  test.each(seen)(
    "%s, of %s: axe finds nothing, nothing is asked for, nothing is too wide",
    async (_, story, look) => {
      const { page, errors, strangers } = await visit(browser, address(story), look);
      await page.locator("details").evaluateAll((all) => {
        for (const one of all) one.setAttribute("open", "");
      });
      expect(await axeFinds(page)).toEqual([]);
      expect(await isTooWide(page)).toBe(false);
      expect({ errors, strangers }).toEqual({ errors: [], strangers: [] });
      await page.close();
    },
  );
});

const desk = { colorScheme: "light", width: 1280 } as const;

test("by keyboard: a mark leads to its line, and a voice can be silenced", async () => {
  const { page } = await visit(browser, address(), desk);
  await page.locator("a.mark").first().focus();
  await page.keyboard.press("Enter");
  const target = page.locator(".moment:target");
  expect(await target.textContent()).toContain("the primary's region goes dark");
  await page.locator("#show-seen").focus();
  await page.keyboard.press("Space");
  expect(await page.locator(".moment.seen").first().isVisible()).toBe(false);
  expect(await page.locator(".moment.told").first().isVisible()).toBe(true);
  await page.close();
});

test("in print the table stands open, and what can only be clicked is left out", async () => {
  const { page } = await visit(browser, address(), desk);
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(".lanes-table").isVisible()).toBe(true);
  expect(await page.locator(".voices").isVisible()).toBe(false);
  await page.close();
});
