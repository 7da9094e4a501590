import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { parse } from "yaml";
import { projectRoot } from "./projectRoot.ts";

/** A job of GitHub Actions, as far as its shell steps go. */
export interface Job {
  readonly env: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly if?: string;
}

export interface StepRan {
  readonly name: string;
  /** null: it was left out, as one before it failed. */
  readonly code: number | null;
  readonly said: string;
}

export async function jobIn(file: string): Promise<Job> {
  const { env, jobs } = parse(await readFile(join(projectRoot, file), "utf8"));
  const [job] = Object.values(jobs) as { steps: readonly Step[] }[];
  if (job === undefined) throw new Error(`${file} has no job`);
  return { env, steps: job.steps };
}

/**
 * The job's shell steps as a runner makes them: `bash -e` each, none after one that failed but those that always run.
 * Steps of others (`uses`) and `npm ci` are the harness's: the clone is there, installed, with credentials.
 */
export async function runJob(
  { env, steps }: Job,
  cwd: string,
  given: Readonly<Record<string, string>>,
): Promise<readonly StepRan[]> {
  const ran: StepRan[] = [];
  let failed = false;
  for (const { name, run, if: condition } of steps) {
    if (run === undefined || run === "npm ci") continue;
    const called = name ?? run;
    if (failed && condition !== "always()") {
      ran.push({ name: called, code: null, said: "" });
      continue;
    }
    const child = spawn("bash", ["-e", "-c", run], { cwd, env: { ...env, ...given } });
    const [out, note] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
    failed ||= child.exitCode !== 0;
    ran.push({ name: called, code: child.exitCode, said: out + note });
  }
  return ran;
}
