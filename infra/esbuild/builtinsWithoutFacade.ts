import { builtinModules } from "node:module";
import type { Plugin } from "esbuild";

const builtins = new Set(builtinModules);

/**
 * Takes Node's own modules by `process.getBuiltinModule`. An `import` of node:http makes a facade that touches every
 * getter, undici among them, and costs a cold start 24 ms; and a CommonJS package's `require("http")` inside an ES module
 * bundle dies with "Dynamic require is not supported". This way is right for both.
 */
export const builtinsWithoutFacade = (): Plugin => ({
  name: "builtins-without-facade",
  setup(build) {
    build.onResolve({ filter: /^(node:)?[a-z0-9_/]+$/ }, ({ path }) => {
      const name = path.replace(/^node:/, "");
      return builtins.has(name) ? { path: name, namespace: "builtin" } : null;
    });
    build.onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule("node:${path}");`,
      loader: "js",
    }));
  },
});
