import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { eventually } from "../world/eventually.ts";
import { projectPath, projectRoot } from "../world/projectRoot.ts";
import type { Screen } from "./screens.ts";

const run = promisify(execFile);
const rows = 100;
const patience = { withinMs: 20_000, everyMs: 50 };

/** A real terminal to look at: tmux, on a socket of its own. */
export interface Terminal {
  /** What stands on the screen when the command has ended, with its exit code; as a person at it sees it. */
  look(screen: Screen, environment?: string): Promise<string>;
  /** The same with the colours' escape sequences. */
  lookAtColours(screen: Screen, environment?: string): Promise<string>;
  stop(): Promise<void>;
}

export async function openTerminal(): Promise<Terminal> {
  const socket = join(mkdtempSync(join(tmpdir(), "failover-tmux-")), "socket");
  const tmux = async (...words: string[]): Promise<string> =>
    (await run("tmux", ["-S", socket, "-f", "/dev/null", ...words])).stdout;
  // Or the server would end with each session, while the next is already asked for.
  await tmux("start-server", ";", "set-option", "-s", "exit-empty", "off");
  let opened = 0;
  const show = async (screen: Screen, environment: string, ...flags: string[]): Promise<string> => {
    opened += 1;
    const pane = `s${opened}`;
    const size = ["-x", String(screen.columns), "-y", String(rows)];
    await tmux("new-session", "-d", "-s", pane, ...size, shellLine(screen, environment));
    const capture = () => tmux("capture-pane", "-p", "-t", pane, ...flags);
    for (const [question, ...keys] of screen.typing) {
      await eventually(async () => mustHold(await capture(), question), patience);
      for (const key of keys) await tmux("send-keys", "-t", pane, key);
    }
    await eventually(async () => mustHold(await capture(), ended), patience);
    const picture = await capture();
    await tmux("kill-session", "-t", pane);
    return picture.trimEnd();
  };
  return {
    look: (screen, environment = "") => show(screen, environment),
    lookAtColours: (screen, environment = "") => show(screen, environment, "-e"),
    stop: async () => void (await tmux("kill-server")),
  };
}

const ended = "exit code ";

/** Held open by a read, so that the screen can be looked at. */
function shellLine({ situation, words }: Screen, environment: string): string {
  const program = join(projectRoot, "test/e2e/terminal/failover.ts");
  const command = [program, situation, ...words].map((word) => `'${word}'`).join(" ");
  return `cd ${projectRoot}; env -i PATH='${projectPath}' TERM=xterm-256color LANG=C.UTF-8 ${environment} node ${command}; echo "${ended}$?"; read -r _`;
}

function mustHold(screen: string, text: string): void {
  if (!screen.includes(text)) throw new Error(`"${text}" is not on the screen:\n${screen}`);
}
