import { controlPlane } from "./controlPlane.ts";
import { crashes } from "./crashes.ts";
import { ground } from "./ground.ts";
import { outages } from "./outages.ts";
import { people } from "./people.ts";
import { replicas } from "./replicas.ts";
import type { Scenario } from "./scenario.ts";
import { bySwitchStories } from "./switch.ts";

/** Every story; the first is the default. */
export const scenarios: readonly [Scenario, ...Scenario[]] = [
  ...outages,
  ...replicas,
  ...people,
  ...controlPlane,
  ...ground,
  ...bySwitchStories,
  ...crashes,
];
