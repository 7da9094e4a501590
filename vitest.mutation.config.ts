import { defineConfig } from "vitest/config";

/** The unit tests that Stryker runs against each mutant: those of the core, without the ones that build or play. */
export default defineConfig({
  test: {
    include: [
      "test/unit/{decide,request,positions,override,notices}.test.ts",
      "test/unit/{decide,record,act,notify,reconcile}/**/*.test.ts",
    ],
  },
});
