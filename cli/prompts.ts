import { exitCodes } from "./exitCodes.ts";
import { Mistake } from "./mistake.ts";

/** Questions to the person at the terminal. Throws a Mistake when they break off. */
export interface Prompts {
  text(question: string): Promise<string>;
  /** Done only by typing `word`. */
  typed(question: string, word: string): Promise<void>;
  /** Done only by a yes. */
  agreed(question: string): Promise<void>;
}

/** On stderr, so that the answer alone is on stdout. */
export const terminalPrompts: Prompts = {
  async text(message) {
    const { text } = await import("@clack/prompts");
    return given(await text({ message, output: process.stderr, validate: notEmpty }));
  },
  async typed(message, word) {
    const { text } = await import("@clack/prompts");
    const validate = (value: string | undefined) =>
      value?.trim() === word ? undefined : `Type ${word}, or press Ctrl-C`;
    given(await text({ message, output: process.stderr, placeholder: word, validate }));
  },
  async agreed(message) {
    const { confirm } = await import("@clack/prompts");
    const said = given(await confirm({ message, output: process.stderr, initialValue: false }));
    if (!said) throw brokenOff();
  },
};

const notEmpty = (value: string | undefined): string | undefined =>
  (value ?? "").trim() === "" ? "It goes into the journal: a few words" : undefined;

/** clack gives a symbol for Ctrl-C. */
function given<T>(said: T): Exclude<T, symbol> {
  if (typeof said === "symbol") throw brokenOff();
  return said as Exclude<T, symbol>;
}

const brokenOff = (): Mistake => new Mistake("broken off; nothing was changed", exitCodes.interrupted);
