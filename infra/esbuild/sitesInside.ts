import type { Plugin } from "esbuild";
import { sites } from "../../shared/lambda/packagedSites.ts";

/** Puts the sites into the bundle, in place of the module that reads them: in an emergency nothing has to be fetched. */
export const sitesInside = (): Plugin => ({
  name: "sites-inside",
  setup(build) {
    build.onLoad({ filter: /[\\/]shared[\\/]lambda[\\/]packagedSites\.ts$/ }, () => ({
      contents: `export const sites = ${JSON.stringify(sites)};`,
      loader: "js",
    }));
  },
});
