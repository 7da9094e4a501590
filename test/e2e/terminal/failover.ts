import { runFailover } from "../../../cli/program.ts";
import { terminalPrompts } from "../../../cli/prompts.ts";
import { processTerminal } from "../../../cli/terminal.ts";
import { t0 } from "../../fixtures/world.ts";
import { verifiedIn } from "./journalIn.ts";
import { reachIn, type SituationName, situations } from "./situations.ts";

/** `failover` at a real terminal, asking an override in memory: node failover.ts SITUATION WORDS... */
const [name = "quiet", ...words] = process.argv.slice(2);
const situation = await situations[name as SituationName]();
process.exitCode = await runFailover(words, {
  terminal: processTerminal(),
  prompts: terminalPrompts,
  environment: {},
  reach: reachIn(situation),
  journal: verifiedIn(situation),
  identity: async () => ({ kind: "known", arn: "arn:aws:sts::111122223333:assumed-role/oncall/ann" }),
  readiness: async ({ site }) => ({ site: site.name, at: t0, checked: [] }),
  sleep: () => new Promise(() => {}),
  now: () => t0,
  visitor: async () => ({ visit: async () => [] }),
  onInterrupt: () => () => {},
  token: () => "4711",
});
