import { writeFileSync } from "node:fs";
import { asStored, screenFile } from "./screenFiles.ts";
import { screens } from "./screens.ts";
import { openTerminal } from "./tmux.ts";

/** Writes every screen anew, for review: npm run screens:record */
const terminal = await openTerminal();
try {
  for (const screen of screens) {
    writeFileSync(screenFile(screen), asStored(screen, await terminal.look(screen)));
    console.log(`recorded ${screen.name}`);
  }
} finally {
  await terminal.stop();
}
