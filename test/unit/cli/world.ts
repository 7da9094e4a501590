import { randomUUID } from "node:crypto";
import type { EventEmitter } from "node:events";
import { setImmediate } from "node:timers/promises";
import type { Command } from "commander";
import type { Cli } from "../../../cli/cli.ts";
import { exitCodes } from "../../../cli/exitCodes.ts";
import type { Journal } from "../../../cli/judgeJournal.ts";
import type { Visit } from "../../../cli/live/visitor.ts";
import { Mistake } from "../../../cli/mistake.ts";
import type { Reach } from "../../../cli/override/reach.ts";
import { programFor, runFailover } from "../../../cli/program.ts";
import type { Prompts } from "../../../cli/prompts.ts";
import type { Identity } from "../../../shared/aws/callerIdentity.ts";
import type { Site } from "../../../shared/model/site.ts";
import { type EpochMs, epochMs } from "../../../shared/model/time.ts";
import { answerOverride } from "../../../shared/override/answer.ts";
import type { Readiness } from "../../../shared/readiness/checkSite.ts";
import type { Memory } from "../../fixtures/memory.ts";
import { portsOver } from "../../fixtures/memory.ts";
import { aSite } from "../../fixtures/site.ts";

/** A command line in a test: the override answers out of the tests' world in memory, and what was said is kept. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly note: string;
}

interface Around {
  readonly reach: Reach;
  readonly columns?: number;
  /** What a person at the terminal types, question by question; without it there is no terminal. */
  readonly answers?: readonly string[];
  readonly identity?: Identity;
  readonly journal?: Journal;
  readonly readiness?: Readiness;
  readonly environment?: Readonly<Record<string, string>>;
  /** For what goes on in time: the clock, which moves as the program sleeps, and what visitors get. */
  readonly live?: Live;
  /** Ctrl-C is pressed at its event `now`. */
  readonly interrupted?: EventEmitter;
  /** How often `--watch` looks again before it is interrupted. */
  readonly looks?: number;
}

export interface Live {
  now: EpochMs;
  readonly visits: () => readonly Visit[];
  /** When Ctrl-C is pressed. */
  readonly interruptedAt?: EpochMs;
}

/** The words are split at spaces; what holds spaces itself is given as a list. */
export async function failover(words: string | readonly string[], around: Around): Promise<Said> {
  const out: string[] = [];
  const note: string[] = [];
  const code = await runFailover(
    typeof words === "string" ? words.split(" ") : words,
    cliIn(around, out, note),
  );
  return { code, out: out.join("\n"), note: note.join("\n") };
}

/** Every command as it is declared; what they say is lost. */
export const programOver = (reach: Reach): Command =>
  programFor({ ...cliIn({ reach }, [], []), end: () => {} });

function cliIn(
  {
    reach,
    columns = 80,
    answers,
    identity,
    journal,
    readiness,
    environment = {},
    looks = 0,
    live,
    interrupted,
  }: Around,
  out: string[],
  note: string[],
): Omit<Cli, "end"> {
  let slept = 0;
  let interrupt: (() => void) | null = null;
  return {
    terminal: {
      out: (text) => void out.push(text),
      redraw: (text) => void out.push(text),
      note: (text) => void note.push(text),
      during: (_, work) => work,
      columns,
      isInteractive: answers !== undefined,
      isScreen: false,
      paint: (_, text) => text,
    },
    prompts: promptsAnswered(answers ?? [], note),
    environment,
    identity: async () => identity ?? { kind: "known", arn: "arn:aws:iam::111122223333:user/ann" },
    journal: async () => journal ?? { site: "www.example.com", entries: [], head: null },
    readiness: async ({ site }) => readiness ?? { site: site.name, at: epochMs(0), checked: [] },
    now: () => live?.now ?? epochMs(0),
    visitor: async () => ({ visit: async () => live?.visits() ?? [] }),
    onInterrupt: (stop) => {
      interrupt = stop;
      interrupted?.once("now", stop);
      return () => {
        interrupt = null;
      };
    },
    sleep: async (ms) => {
      if (live !== undefined) {
        // What is under way besides takes no time.
        await setImmediate();
        live.now = epochMs(live.now + ms);
        if (live.interruptedAt !== undefined && live.now >= live.interruptedAt) interrupt?.();
        return;
      }
      slept += 1;
      if (slept > looks) throw new Mistake("interrupted", exitCodes.interrupted);
    },
    token: randomUUID,
    reach,
  };
}

/** A person who answers in order; the questions are kept among what was said beside the answer. */
function promptsAnswered(answers: readonly string[], note: string[]): Prompts {
  const left = [...answers];
  const next = (question: string): string => {
    note.push(`? ${question}`);
    return left.shift() ?? "";
  };
  const insist = (said: string, wanted: string): void => {
    if (said !== wanted) throw new Mistake("broken off; nothing was changed", exitCodes.interrupted);
  };
  return {
    text: async (question) => next(question),
    typed: async (question, word) => insist(next(question), word),
    agreed: async (question) => insist(next(question), "yes"),
  };
}

/** As the deployed function answers. */
export const overMemory =
  (memory: Memory, site: Site = aSite()): Reach =>
  async () => ({
    name: "the tests' override",
    via: "cli",
    ask: async (request) => ({
      kind: "answered",
      answer: await answerOverride(portsOver(memory), [site], request, null),
    }),
  });
