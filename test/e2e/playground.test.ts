import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { eventually } from "./world/eventually.ts";
import { projectPath, projectRoot } from "./world/projectRoot.ts";

const run = promisify(execFile);
let child: ChildProcess | null = null;
afterAll(() => void child?.kill("SIGKILL"));

test("the playground plays an outage by two keys, and ends with no process left", async () => {
  const playground = spawn("node", [join(projectRoot, "test/e2e/playground/main.ts")], {
    env: { PATH: projectPath, HOME: process.env["HOME"], NO_COLOR: "1" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  child = playground;
  let said = "";
  playground.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const says = (pattern: RegExp) =>
    eventually(() => expect(said).toMatch(pattern), { withinMs: 120_000, everyMs: 200 });

  await says(/visitors get release 1, from the primary/);
  const [address = ""] = said.match(/http:\/\/127\.0\.0\.1:\d+\/#token=\S+/) ?? [];
  expect(await (await fetch(address)).text()).toContain("<title>");
  playground.stdin.write("p");
  await says(/visitors get release 1, from the standby/);
  await says(/TOLD: FAILED OVER to the standby/);
  playground.stdin.write("m");
  await says(/TOLD: BACK on the primary/);
  const started = await descendantsOf(playground.pid ?? 0);
  expect(started.length).toBeGreaterThan(0);
  playground.stdin.write("q");
  const [code] = await once(playground, "exit");
  expect(code).toBe(0);
  await eventually(
    async () => {
      const running = new Set((await processes()).map(({ pid }) => pid));
      expect(started.filter((pid) => running.has(pid))).toEqual([]);
    },
    { withinMs: 5000 },
  );
});

async function descendantsOf(root: number): Promise<readonly number[]> {
  const all = await processes();
  const below = (parent: number): number[] =>
    all.filter(({ ppid }) => ppid === parent).flatMap(({ pid }) => [pid, ...below(pid)]);
  return below(root);
}

/** All that run; one that ended, and was not asked for its exit code yet by its parent, does not. */
async function processes(): Promise<readonly { readonly pid: number; readonly ppid: number }[]> {
  const { stdout } = await run("ps", ["-eo", "pid=,ppid=,stat="]);
  return stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , stat = ""]) => !stat.startsWith("Z"))
    .map(([pid, ppid]) => ({ pid: Number(pid), ppid: Number(ppid) }));
}
