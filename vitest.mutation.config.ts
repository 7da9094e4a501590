import { defineConfig } from "vitest/config";

/**
 * The unit tests that Stryker runs against each mutant: those of the core, without the ones that build or play. The
 * crash test plays hundreds of runs, which is too long for each of two thousand mutants.
 */
export default defineConfig({
  test: {
    include: [
      "test/unit/{decide,request,positions,override,notices}.test.ts",
      "test/unit/{decide,record,act,notify,reconcile}/**/*.test.ts",
    ],
    exclude: ["test/unit/reconcile/crash.test.ts"],
  },
});
