import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";

export interface Look {
  readonly colorScheme: "light" | "dark";
  readonly width: number;
}
export const looks: readonly (readonly [name: string, look: Look])[] = [
  ["light, on a desk", { colorScheme: "light", width: 1280 }],
  ["dark, on a desk", { colorScheme: "dark", width: 1280 }],
  ["light, on a phone", { colorScheme: "light", width: 390 }],
  ["dark, on a phone", { colorScheme: "dark", width: 390 }],
];

/** A page, and what went wrong or out of it meanwhile: nothing should. */
export interface Visit {
  readonly page: Page;
  /** Scripts' errors, and what the browser's security policies stopped. */
  readonly errors: string[];
  /** Requests to anybody but the page's own origin. */
  readonly strangers: string[];
}

export async function visit(browser: Browser, address: string, look: Look): Promise<Visit> {
  const { colorScheme, width } = look;
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 844 }, bypassCSP: false });
  const [errors, strangers]: [string[], string[]] = [[], []];
  const own = new URL(address);
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("request", (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol !== "data:" && (host !== own.host || protocol !== own.protocol))
      strangers.push(request.url());
  });
  await page.goto(address);
  return { page, errors, strangers };
}

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe finds, as "rule: element". It is handed in by the debugger, past the page's security policy. */
export async function axeFinds(page: Page): Promise<readonly string[]> {
  const { readFileSync } = await import("node:fs");
  await page.evaluate(readFileSync(axePath, "utf8"));
  return await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof import("axe-core") }).axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
  });
}

/** Whether the page is wider than the screen: one would have to scroll sideways. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate("document.documentElement.scrollWidth > innerWidth + 1");
