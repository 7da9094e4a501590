import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Console, serveConsole } from "../../cli/console/serve.ts";
import { epochMs } from "../../shared/model/time.ts";
import { launchChromium } from "./chromium.ts";
import { manySites } from "./manySites.ts";
import { visit } from "./visit.ts";

const names = Array.from({ length: 200 }, (_, i) => `site-${String(i).padStart(3, "0")}.example.com`);
const entries = 10_000;
/** Of a machine that has much else to do; the figures are printed. */
const paintAtMostMs = 2500;
const answerAtMostMs = 500;

let browser: Browser;
let served: Console;
beforeAll(async () => {
  browser = await launchChromium();
  served = await serveConsole({
    sites: names,
    override: await manySites(names, entries),
    readiness: async () => ({ at: epochMs(Date.now()), checks: [] }),
    as: "ann",
    rhythm: { closelyMs: 2000, otherwiseMs: 10_000 },
    demo: null,
    clock: () => ({ at: epochMs(Date.now()), speed: 1 }),
    port: 0,
  });
});
afterAll(async () => {
  await served?.close();
  await browser?.close();
});

test("200 sites and 10,000 entries of a journal stay smooth", async () => {
  const { page, errors } = await visit(browser, served.address, { colorScheme: "light", width: 1280 });
  await page.locator("a.site").nth(199).waitFor({ state: "attached" });
  const figures: Record<string, number> = { "first paint": await firstPaint(page) };
  figures["list filtered"] = await answerTo(page, () =>
    page.locator(".sites input").pressSequentially("137"),
  );
  expect(await page.locator("a.site").count()).toBe(1);
  await page.locator("a.site").click();
  await page.getByText(`${entries} entries`).waitFor();
  figures["time line of 7 d"] = await answerTo(page, () => page.getByLabel("7 d").check());
  figures["journal searched"] = await answerTo(page, () =>
    page.locator(".journal input").pressSequentially("9999"),
  );
  await page.getByText("1 of 10000 entries").waitFor();
  figures["more of the journal"] = await answerTo(page, async () => {
    await page.locator(".journal input").fill("");
    await page.getByRole("button", { name: "Show older" }).click();
  });
  console.log(
    Object.entries(figures)
      .map(([what, ms]) => `${what}: ${Math.round(ms)} ms`)
      .join(", "),
  );
  const { "first paint": paint = Number.NaN, ...answers } = figures;
  expect(paint).toBeLessThan(paintAtMostMs);
  expect(Math.max(...Object.values(answers))).toBeLessThan(answerAtMostMs);
  expect(errors).toEqual([]);
  await page.close();
});

const firstPaint = (page: Page): Promise<number> =>
  page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime");

/** The longest that a key or a click waited for its next picture, by the browser's own measure (Event Timing). */
async function answerTo(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(`
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
    }).observe({ type: "event", durationThreshold: 16 });
  `);
  await act();
  await page.evaluate("new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100)))");
  return await page.evaluate("globalThis.longest");
}
