import { fileURLToPath } from "node:url";
import type { Screen } from "./screens.ts";

export const screenFile = ({ name }: Screen): string =>
  fileURLToPath(new URL(`./screens/${name}.txt`, import.meta.url));

/** As it is stored: the command line, then the screen. */
export const asStored = ({ words }: Screen, picture: string): string =>
  `$ npx failover ${words.join(" ")}\n${picture}\n`;
