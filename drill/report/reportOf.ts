import { sayDuration } from "../../shared/model/time.ts";
import { journalLanes } from "../../shared/report/journalLanes.ts";
import { journalMoments } from "../../shared/report/journalMoments.ts";
import type { Moment, Report } from "../../shared/report/report.ts";
import { figuresOf, journalOf } from "../figures.ts";
import { zeroOf } from "../outage.ts";
import { sayFigures } from "../sayFigures.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { World } from "../world.ts";
import { headFigures } from "./headFigures.ts";
import { worldLanes } from "./worldLanes.ts";

/** A play, told as an incident is told: by its journal, and by what only a simulated world can know. */
export function reportOf({ name, story }: Pick<Scenario, "name" | "story">, world: World): Report {
  const { site, seed, script } = world.spec;
  const figures = figuresOf(world);
  const span = { from: world.start, to: world.end };
  const journal = journalOf(world);
  return {
    title: `${site.name}: ${name}`,
    story: `${story} A drill: ${sayDuration(script.lasts)} of virtual time, seed ${seed}, nothing of it real.`,
    ending: figures.atRest
      ? { kind: "well", says: "All is well at the end" }
      : { kind: "badly", says: `At the end: ${figures.wrong.join("; ")}` },
    span,
    zero: zeroOf(world),
    headFigures: headFigures(figures),
    figures: sayFigures(figures, site).map(([name, said]) => [name.trim(), said]),
    lanes: [...worldLanes(world, span), ...journalLanes(journal, span)],
    moments: [...worldMoments(world), ...journalMoments(journal)].sort((a, b) => a.at - b.at),
  };
}

/** What the journal does not have. */
const worldMoments = ({ chronicle }: World): readonly Moment[] =>
  chronicle.log.lines.flatMap(({ at, lane, text }, i) =>
    lane === "world" || lane === "dns" || lane === "visitors"
      ? [{ id: `line-${i}`, at, voice: lane, text, seq: null }]
      : [],
  );
