import type { Reach } from "../../../cli/override/reach.ts";
import { runFailover } from "../../../cli/program.ts";
import type { Site } from "../../../shared/model/site.ts";
import { answerOverride } from "../../../shared/override/answer.ts";
import type { Memory } from "../../fixtures/memory.ts";
import { portsOver } from "../../fixtures/memory.ts";
import { aSite } from "../../fixtures/site.ts";

/** A command line in a test: the override answers out of the tests' world in memory, and what was said is kept. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly note: string;
}

/** The words are split at spaces; what holds spaces itself is given as a list. */
export async function failover(
  words: string | readonly string[],
  { reach, columns = 80 }: { readonly reach: Reach; readonly columns?: number },
): Promise<Said> {
  const out: string[] = [];
  const note: string[] = [];
  const code = await runFailover(typeof words === "string" ? words.split(" ") : words, {
    terminal: {
      out: (text) => void out.push(text),
      note: (text) => void note.push(text),
      during: (_, work) => work,
      columns,
      isInteractive: false,
      isScreen: false,
      paint: (_, text) => text,
    },
    environment: {},
    reach,
  });
  return { code, out: out.join("\n"), note: note.join("\n") };
}

/** As the deployed function answers. */
export const overMemory =
  (memory: Memory, site: Site = aSite()): Reach =>
  async () => ({
    name: "the tests' override",
    ask: async (request) => ({
      kind: "answered",
      answer: await answerOverride(portsOver(memory), [site], request, null),
    }),
  });
