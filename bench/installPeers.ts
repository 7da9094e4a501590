import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where a peer comes from. `path`: nobody packages it; who built it has it in the path. */
export interface Origin {
  readonly kind: "pypi" | "debian" | "npm" | "path";
  readonly program: string;
}

/** Git ignores it. Nothing is installed beyond it, and no right of root is needed. */
export const peerFolder = join(import.meta.dirname, ".peers");

export type Installed =
  | { readonly kind: "there"; readonly program: string }
  | { readonly kind: "notThere"; readonly because: string };

/** Installs a peer where it is not there yet. */
export function installed(origin: Origin): Installed {
  try {
    mkdirSync(peerFolder, { recursive: true });
    const program = ways[origin.kind](origin.program);
    return program === null
      ? { kind: "notThere", because: `not in the path: ${howToBuild}` }
      : { kind: "there", program };
  } catch (error) {
    const because = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    return { kind: "notThere", because: `can't be installed: ${because}` };
  }
}

export const howToBuild =
  "cargo install --git https://github.com/aws-samples/s3-fast-list s3-fast-list, and its folder in PATH";

const ways: Readonly<Record<Origin["kind"], (program: string) => string | null>> = {
  pypi(program) {
    const bin = join(peerFolder, "bin");
    if (!existsSync(join(bin, program))) {
      run("python3", ["-m", "venv", peerFolder]);
      const requirements = join(import.meta.dirname, "requirements.txt");
      run(join(bin, "pip"), ["install", "--quiet", "-r", requirements]);
    }
    return join(bin, program);
  },
  debian(program) {
    const known = inPath(program);
    if (known !== null) return known;
    const path = join(peerFolder, "debian/usr/bin", program);
    if (!existsSync(path)) {
      // The package is unpacked, and not installed: that takes no root.
      run("sh", ["-c", `apt-get download ${program} && dpkg-deb -x ${program}_*.deb debian`]);
    }
    return path;
  },
  npm(program) {
    if (!existsSync(join(peerFolder, "node_modules", program))) {
      const wanted = [`${program}@4.3.1`, "@aws-sdk/client-s3@3.1173.0", "@aws-sdk/abort-controller@3.374.0"];
      const quietly = ["--no-audit", "--no-fund", "--loglevel=error"];
      run("npm", ["install", "--prefix", peerFolder, ...quietly, ...wanted]);
    }
    return peerFolder;
  },
  path: inPath,
};

/** What they print goes to stderr: stdout is the table's. */
const run = (command: string, words: readonly string[]): void =>
  void execFileSync(command, words, { cwd: peerFolder, stdio: ["ignore", 2, 2] });

function inPath(program: string): string | null {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? null;
}
