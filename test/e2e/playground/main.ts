import { stdin } from "node:process";
import { startSites } from "../world/siteOnEmulator.ts";
import { openConsole, showInBrowser } from "./console.ts";
import { keysPressed } from "./keys.ts";
import { play } from "./play.ts";
import { keysHelp, say, whereThingsAre } from "./say.ts";
import { watch } from "./watch.ts";

/** `npm run playground`: the whole product on the emulator, two sites, and one key for each thing that can go wrong. */
const startedAt = performance.now();
say("playground", "starts the emulator, makes two sites, deploys the functions…");
const world = await startSites(["example.test", "docs.test"]);
const watching = watch(world);
const page = await openConsole(world);
say("playground", `is ready after ${Math.round((performance.now() - startedAt) / 1000)} s`);
process.stdout.write(`\n${whereThingsAre(world, page.url)}\n${keysHelp()}\n\n`);

if (stdin.isTTY) showInBrowser(page.url);

const input = keysPressed(stdin);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => void input.return(undefined).then(() => stdin.destroy()));
await play(world, input);
say("playground", "ends");
await watching.stop();
await page.close();
await world.stop();
stdin.destroy();
