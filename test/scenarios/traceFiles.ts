import { fileURLToPath } from "node:url";

/** Where the reviewed traces are kept, one file a story. */
export const traceFolder = fileURLToPath(new URL("traces/", import.meta.url));

export const traceFile = (name: string): string => `${traceFolder}${name}.txt`;
