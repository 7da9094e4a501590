import { glob, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

/** One line of the product, made wrong. */
export interface Break {
  /** What somebody might have done. */
  readonly mistake: string;
  /** The whole line as it stands in shared/, without its indent; it has to be there exactly once. */
  readonly line: string;
  /** Of shared/, where the same line stands elsewhere too. */
  readonly folder?: string;
  readonly becomes: string;
  /** The checker's rule that has to catch it. */
  readonly caughtBy: string;
  /** Too rare among drawn seeds: the kept story to play instead, by what it is of. */
  readonly inStory?: string;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Inside the project, so that the packages are found from there. */
const made = `${root}node_modules/.cache/broken-code/`;

/** The simulation, over a copy of the product with that one line changed. */
export async function simulationOf(
  broken: Break,
  nth: number,
): Promise<typeof import("../../drill/simulation.ts")> {
  const { outputFiles } = await build({
    entryPoints: [`${root}drill/simulation.ts`],
    plugins: [withLineChanged(await fileWith(broken), broken)],
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    target: "es2024",
    write: false,
  });
  const [bundle] = outputFiles;
  if (bundle === undefined) throw new Error("esbuild made nothing");
  await mkdir(made, { recursive: true });
  const file = `${made}${process.pid}-${nth}.mjs`;
  await writeFile(file, bundle.contents);
  try {
    return await import(/* @vite-ignore */ pathToFileURL(file).href);
  } finally {
    await rm(file);
  }
}

/** The one file of shared/ that has the line; a break of what is no longer there would prove nothing. */
async function fileWith({ line, folder = "**" }: Break): Promise<string> {
  const found: string[] = [];
  for await (const file of glob(`shared/${folder}/*.ts`, { cwd: root })) {
    const lines = (await readFile(root + file, "utf8")).split("\n");
    found.push(...lines.filter((each) => each.trim() === line).map(() => root + file));
  }
  const [only, ...others] = found;
  if (only === undefined || others.length > 0)
    throw new Error(`the line to break stands ${found.length} times in shared/, and not once: ${line}`);
  return only;
}

const withLineChanged = (file: string, { line, becomes }: Break): Plugin => ({
  name: "break",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (path !== file) return undefined;
      const lines = (await readFile(path, "utf8")).split("\n");
      return {
        loader: "ts",
        contents: lines.map((each) => (each.trim() === line ? becomes : each)).join("\n"),
      };
    });
  },
});
