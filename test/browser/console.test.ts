import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { type DemoConsole, demoConsole } from "./consoleServed.ts";
import { axeFinds, isTooWide, looks, type Visit, visit } from "./visit.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

let served: DemoConsole;
beforeEach(async () => {
  served = await demoConsole();
});
afterEach(() => served.close());

const site = "www.example.com";
const desk = { colorScheme: "light", width: 1280 } as const;

describe.each(looks)("the console, %s:", (_, look) => {
  test("axe finds nothing in list, site and dialog; nothing is too wide, nothing is asked of others", async () => {
    const visited = await visit(browser, served.address, look);
    const { page } = visited;
    await page.getByRole("link", { name: "docs.example.com" }).waitFor();
    expect(await axeFinds(page)).toEqual([]);
    await page.getByRole("link", { name: "docs.example.com" }).click();
    await page.locator(".moment").first().waitFor();
    await page.getByRole("button", { name: "Check it now" }).click();
    await page.locator(".findings", { hasText: "replication-works" }).waitFor();
    expect(await axeFinds(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    await page.locator(".ways button").first().click();
    await page.getByLabel("Why, for the journal").fill("to see the plan");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Force now" }).waitFor();
    expect(await axeFinds(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    quiet(visited);
    await page.close();
  });
});

test("by keyboard alone: an outage is seen, the standby forced, and released", async () => {
  const visited = await visit(browser, served.address, desk);
  const { page } = visited;
  await page.getByRole("link", { name: site }).waitFor();
  await tabTo(page, 'input[name="speed"]');
  await page.keyboard.press("ArrowRight");
  await tabTo(page, "a.site");
  while (!(await page.locator("a.site:focus").textContent())?.includes(site))
    await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: site }).waitFor();

  await tabTo(page, '.breaks button:has-text("Break the primary")', true);
  await page.keyboard.press("Enter");
  await page.locator(".headline", { hasText: "FAILED OVER" }).waitFor();
  await page.locator(".moment", { hasText: "steered to the standby, and read back" }).waitFor();
  expect(await page.locator(`a.site:has-text("${site}") .sign`).getAttribute("aria-label")).toBe(
    "to be watched",
  );

  await tabTo(page, '.ways button:has-text("Another order")');
  await page.keyboard.press("Enter");
  await tabTo(page, "dialog select", true);
  await page.keyboard.type("Force");
  await tabTo(page, "dialog [name=reason]");
  await page.keyboard.type("the region is lost for today");
  await page.keyboard.press("Enter");
  await planned(page);
  await tabTo(page, "dialog input");
  await page.keyboard.type("www.example.co");
  await page.keyboard.press("Enter");
  expect(await page.getByRole("button", { name: "Force now" }).isDisabled()).toBe(true);
  await page.keyboard.type("m");
  await page.keyboard.press("Enter");
  await done(page);
  await page.keyboard.press("Escape");
  await page.locator(".facts", { hasText: "the region is lost for today" }).waitFor();

  await tabTo(page, ".breaks .broken");
  await page.keyboard.press("Enter");
  await tabTo(page, '.ways button:has-text("decide again"), .ways button:has-text("go back")');
  await page.keyboard.press("Enter");
  await page.locator("dialog [name=reason]:focus").waitFor();
  await page.keyboard.type("the region is back");
  await page.keyboard.press("Enter");
  await planned(page);
  await tabTo(page, "dialog .go");
  await page.keyboard.press("Enter");
  await done(page);
  await page.keyboard.press("Escape");
  await page.locator(".moment", { hasText: "the region is back" }).first().waitFor();
  quiet(visited);
  await page.close();
});

test("a mark of the time line leads to its entry of the journal, and the site stays", async () => {
  const { page } = await visit(browser, served.address, desk);
  await page.getByRole("link", { name: site }).click();
  await page.locator("a.mark").first().press("Enter");
  await page.locator(".moment:focus").waitFor();
  expect(await page.getByRole("heading", { name: site }).isVisible()).toBe(true);
  await page.close();
});

test("when the server ends, the page says that it is not live, and greys what grows old", async () => {
  const { page } = await visit(browser, served.address, desk);
  await page.getByRole("link", { name: site }).click();
  await page.locator(".headline").waitFor();
  served.demo.fulfil({ kind: "speed", speed: 60 });
  await page.locator(".asof").waitFor();
  await served.close();
  await page.getByText("not live").waitFor();
  await page.locator(".site-page.old").waitFor();
  expect(await page.locator(".asof").textContent()).toContain("it may be different by now");
  expect(await axeFinds(page)).toEqual([]);
  await page.close();
});

test("without the token the page shows nothing, and says why", async () => {
  const { page } = await visit(browser, served.address.replace(/#.*/, ""), desk);
  await page.getByText("the token is missing or wrong").waitFor();
  expect(await page.locator("a.site").count()).toBe(0);
  await page.close();
});

test("the token leaves the address, and a reload still works", async () => {
  const { page } = await visit(browser, served.address, desk);
  await page.getByRole("link", { name: site }).waitFor();
  expect(page.url()).not.toContain("token");
  await page.reload();
  await page.getByRole("link", { name: site }).waitFor();
  await page.close();
});

/** A plan that came while another move was under way is asked for again, as a person would. */
async function planned(page: Page): Promise<void> {
  const heading = page.locator("dialog h3");
  for (let tries = 0; tries < 20; tries += 1) {
    await heading.waitFor();
    if ((await heading.textContent()) === "The plan") return;
    const again = page.getByRole("button", { name: "Plan it again" });
    if ((await again.count()) === 0)
      throw new Error(`refused: ${await page.locator(".refusals").textContent()}`);
    await again.press("Enter");
  }
  throw new Error("never planned");
}

/** What else may come of an order is said in the test's own words. */
async function done(page: Page): Promise<void> {
  const heading = page.locator("dialog h3.outcome, dialog .trouble");
  await heading.waitFor();
  expect(await heading.textContent(), (await page.locator("dialog").textContent()) ?? "").toBe("Done");
}

/** Tabs on until what is focused fits; back where it stands before. */
async function tabTo(page: Page, selector: string, backwards = false): Promise<void> {
  for (let tabs = 0; tabs < 80; tabs += 1) {
    if ((await page.locator(selector).and(page.locator(":focus")).count()) > 0) return;
    await page.keyboard.press(backwards ? "Shift+Tab" : "Tab");
  }
  throw new Error(`by keyboard there is no way to ${selector}`);
}

const quiet = ({ errors, strangers }: Visit): void =>
  expect({ errors, strangers }).toEqual({ errors: [], strangers: [] });
