import { join } from "node:path";
import type { Plugin } from "esbuild";

/**
 * Lambda gives a function its role's credentials in the environment. The SDK's default chain also knows profiles, SSO,
 * web identities and metadata services, which is much of the bundle and of the cold start, and none of it is there.
 */
export const credentialsFromEnvironment = (): Plugin => ({
  name: "credentials-from-environment",
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({
      path: join(import.meta.dirname, "environmentCredentials.ts"),
    }));
  },
});
