import { regionOutage } from "./regionOutage.ts";
import type { Scenario } from "./scenario.ts";

/** Every story; the first is the default. */
export const scenarios: readonly [Scenario, ...Scenario[]] = [regionOutage];
