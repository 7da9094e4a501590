import { styleText } from "node:util";
import type { SitesOnEmulator } from "../world/siteOnEmulator.ts";
import { environmentOf } from "./console.ts";
import { troubles } from "./troubles.ts";

/** "02:20:11  www.example.test  visitors get the site from the primary" */
export function say(who: string, what: string): void {
  const time = new Date().toISOString().slice(11, 19);
  process.stdout.write(`${styleText("dim", time)}  ${styleText("bold", who.padEnd(16))}  ${what}\n`);
}

export function whereThingsAre(world: SitesOnEmulator, consoleUrl: string): string {
  const exports = Object.entries(environmentOf(world)).map(([name, value]) => `  export ${name}=${value}`);
  return [
    ...world.sites.flatMap(({ name, sides, dataPlane }, index) => [
      `${index + 1}  ${name}`,
      `   primary http://127.0.0.2:${sides.port}/  standby http://127.0.0.3:${sides.port}/`,
      `   what the name server says: dig @127.0.0.1 -p ${dataPlane.port} ${name}`,
    ]),
    "",
    `Console: ${consoleUrl}`,
    "",
    "On call, in another terminal in this folder:",
    ...exports,
    `  npx failover status ${world.sites[0]?.name}`,
    "",
  ].join("\n");
}

export const keysHelp = (): string =>
  [
    "Keys. A second press mends what the first broke:",
    ...troubles.map(({ key, breaks }) => `  ${key}  ${breaks}`),
    "  m  mend everything",
    "  d  deploy a new release to the primary",
    "  1, 2  which site the keys are for",
    "  q  end",
  ].join("\n");
