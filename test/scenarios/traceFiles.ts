import { fileURLToPath } from "node:url";

/** Where the reviewed texts are kept, one file a story: all that happened, and the messages in full. */
export const folders = {
  trace: fileURLToPath(new URL("traces/", import.meta.url)),
  messages: fileURLToPath(new URL("messages/", import.meta.url)),
};

export const storedFile = (what: keyof typeof folders, name: string): string => `${folders[what]}${name}.txt`;
