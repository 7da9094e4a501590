import { fileURLToPath } from "node:url";

export const projectRoot = fileURLToPath(new URL("../../../", import.meta.url));

/** The project's own programs (Node 24, osls) before the machine's. */
export const projectPath = `${projectRoot}node_modules/.bin:${process.env["PATH"] ?? "/usr/bin:/bin"}`;
