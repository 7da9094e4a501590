import { defineConfig } from "vitest/config";

/** One project a folder: the folder says what a test costs. `npm test` leaves out what needs more than npm: browser
 * (Chromium) and e2e (Python's emulators). */
const project = (name: string, options: { timeoutMs?: number } = {}) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: options.timeoutMs ?? 10_000,
    hookTimeout: options.timeoutMs ?? 10_000,
  },
});

export default defineConfig({
  test: {
    projects: [
      project("unit"),
      project("contract"),
      project("scenarios", { timeoutMs: 60_000 }),
      project("simulation", { timeoutMs: 120_000 }),
      project("browser", { timeoutMs: 60_000 }),
      project("e2e", { timeoutMs: 600_000 }),
    ],
  },
});
