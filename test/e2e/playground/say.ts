import { styleText } from "node:util";
import type { SitesOnEmulator } from "../world/siteOnEmulator.ts";
import { overrideFunction, stage } from "../world/siteOnEmulator.ts";
import { troubles } from "./troubles.ts";

/** "02:20:11  www.example.test  visitors get the site from the primary" */
export function say(who: string, what: string): void {
  const time = new Date().toISOString().slice(11, 19);
  process.stdout.write(`${styleText("dim", time)}  ${styleText("bold", who.padEnd(16))}  ${what}\n`);
}

export function whereThingsAre({ emulator, sites, sitesFile }: SitesOnEmulator): string {
  const { credentials } = emulator.clientConfig("eu-west-1");
  return [
    ...sites.flatMap(({ name, sides, dataPlane }, index) => [
      `${index + 1}  ${name}`,
      `   primary http://127.0.0.2:${sides.port}/  standby http://127.0.0.3:${sides.port}/`,
      `   what the name servers say: dig @127.0.0.1 -p ${dataPlane.port} ${name}`,
    ]),
    "",
    "In another terminal, in this folder, as on call:",
    `  export AWS_ENDPOINT_URL=${emulator.endpoint} AWS_ACCESS_KEY_ID=${credentials.accessKeyId} \\`,
    `    AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey} FAILOVER_STAGE=${stage} \\`,
    `    FAILOVER_SITES=${sitesFile}`,
    `  npx failover status ${sites[0]?.name}`,
    `(the function is ${overrideFunction}, as good as the real one)`,
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
