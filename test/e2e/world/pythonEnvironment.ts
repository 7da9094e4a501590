import { execFile } from "node:child_process";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "./projectRoot.ts";

const run = promisify(execFile);
const environmentDir = join(projectRoot, ".venv");
const requirementsFile = join(projectRoot, "test/e2e/requirements.txt");
const stampName = "installed-requirements.txt";

/**
 * The Python interpreter that has the pinned emulators, made on first use. Needs `python3` with venv, and a package
 * index; later calls only compare a file.
 */
export async function pythonWithEmulators(): Promise<string> {
  const wanted = await readFile(requirementsFile, "utf8");
  if ((await installed()) !== wanted) await install(wanted);
  return join(environmentDir, "bin/python");
}

async function installed(): Promise<string | undefined> {
  return await readFile(join(environmentDir, stampName), "utf8").catch(() => undefined);
}

/** Built aside and renamed into place: two test files that start together can't see a half-installed one. */
async function install(wanted: string): Promise<void> {
  const building = join(projectRoot, `node_modules/.venv-${process.pid}`);
  try {
    await rm(building, { recursive: true, force: true });
    await step("python3", ["-m", "venv", building]);
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirementsFile];
    await step(join(building, "bin/python"), pip);
    await writeFile(join(building, stampName), wanted);
    if ((await installed()) === wanted) return;
    await rm(environmentDir, { recursive: true, force: true });
    await rename(building, environmentDir);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

async function step(command: string, args: readonly string[]): Promise<void> {
  try {
    await run(command, args, { timeout: 300_000 });
  } catch (cause) {
    const remedy =
      "The end-to-end tests need python3 (3.10 or newer) with venv and pip, and a package index.";
    throw new Error(`Could not set up the emulators: ${command} ${args.join(" ")} failed. ${remedy}`, {
      cause,
    });
  }
}
