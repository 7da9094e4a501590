import { check } from "../../drill/checkers/all.ts";
import type { Violation } from "../../drill/checkers/checker.ts";
import { exampleSite } from "../../drill/exampleSite.ts";
import { figuresOf } from "../../drill/figures.ts";
import { controlPlane } from "../../drill/functions.ts";
import { sayOffset, zeroOf } from "../../drill/outage.ts";
import { sayFigures } from "../../drill/sayFigures.ts";
import type { Scenario } from "../../drill/scenarios/scenario.ts";
import { playTogether } from "../../drill/virtualTime.ts";
import { World } from "../../drill/world.ts";
import { messagesOf } from "./messages.ts";

/** A story as it was played: every line of it as text, and what the checkers have against it. */
export interface Played {
  readonly trace: string;
  /** Its messages in full, as their readers get them. */
  readonly messages: string;
  readonly violations: readonly Violation[];
}

/** Plays a story for the example site, always with the same seed, so that its text is always the same. */
export async function played(scenario: Scenario): Promise<Played> {
  const site = scenario.site(exampleSite);
  const world = new World({ site, seed: 1, script: scenario.script(site), functions: controlPlane(site) });
  const verdict = check(world);
  await playTogether([world]);
  return { trace: traceOf(scenario, world), messages: messagesOf(world), violations: verdict() };
}

/** One line for everything that happened, with the notices in full; times since the outage began. */
function traceOf({ name, story }: Scenario, world: World): string {
  const { chronicle, aws, spec } = world;
  const zero = zeroOf(world);
  const messages = [...aws.topic.published];
  const lines = chronicle.log.lines.flatMap(({ at, lane, text }) => {
    const message = lane === "told" ? messages.shift() : undefined;
    return [`${sayOffset(at, zero)}  ${lane.padEnd(8)}  ${text}`, ...sayNotice(message?.bodies["sqs"])];
  });
  const figures = sayFigures(figuresOf(world), spec.site).map(
    ([what, said]) => `${what.padEnd(13)}  ${said}`,
  );
  return [`${name}: ${story}`, `times since ${zero.what}`, "", ...lines, "", ...figures, ""].join("\n");
}

const parts = ["visitors", "next", "why", "decided", "times"];

/** What people read of a notice besides its headline. */
function sayNotice(body: string | undefined): readonly string[] {
  if (body === undefined) return [];
  const notice: unknown = JSON.parse(body);
  return Object.entries(Object(notice))
    .filter(([part, text]) => parts.includes(part) && text !== "")
    .map(([part, text]) => `        | ${part}: ${text}`);
}
