import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { projectRoot } from "./world/projectRoot.ts";
import { pythonWithEmulators } from "./world/pythonEnvironment.ts";

const run = promisify(execFile);

const templates = readdirSync(join(projectRoot, "infra/templates")).map((name) =>
  join(projectRoot, "infra/templates", name),
);

test("CloudFormation's own schemas find no fault with any template, in any region they are meant for", async () => {
  const said = await lint(["--regions", "us-east-1", "eu-west-1", "eu-central-1", "--", ...templates]);
  expect(said).toBe("");
  expect(templates.length).toBeGreaterThan(10);
});

test("a fault in a template would be found", async () => {
  const faulty = join(projectRoot, "test/e2e/world/faultyTemplate.yml");
  expect(await lint(["--", faulty])).toMatch(/E3002[\s\S]*VersionConfiguration/);
});

/** What cfn-lint has to say, "" for nothing; it ends with another code than 0 whenever it says something. */
async function lint(args: readonly string[]): Promise<string> {
  const cfnLint = join(dirname(await pythonWithEmulators()), "cfn-lint");
  const { stdout } = await run(await pythonWithEmulators(), [cfnLint, ...args]).catch(
    (failed: { stdout?: string }) => {
      if (!failed.stdout) throw failed;
      return { stdout: failed.stdout };
    },
  );
  return stdout;
}
