import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Debian's Chromium, or the one that CHROMIUM names. */
export function launchChromium(): Promise<Browser> {
  const asked = process.env["CHROMIUM"];
  const path = asked ?? usual.find((one) => existsSync(one));
  if (path === undefined || !existsSync(path))
    throw new Error(
      `${asked ?? "Chromium"} is not there: apt-get install chromium, or name another by CHROMIUM=path`,
    );
  // Containers have no user namespaces for the sandbox; the pages are our own.
  return chromium.launch({ executablePath: path, args: ["--no-sandbox"] });
}
