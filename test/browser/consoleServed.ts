import { DemoWorlds } from "../../cli/console/demo/demoWorlds.ts";
import { type Console, serveConsole } from "../../cli/console/serve.ts";

export interface DemoConsole extends Console {
  readonly demo: DemoWorlds;
}

const tickMs = 50;

/** The console over the demo's worlds, as `failover console --demo` serves it. */
export async function demoConsole(): Promise<DemoConsole> {
  const demo = await DemoWorlds.begin("ann");
  const served = await serveConsole({
    sites: demo.sites,
    override: demo.override,
    readiness: (site) => demo.readiness(site),
    as: "ann",
    rhythm: { closelyMs: 500, otherwiseMs: 1000 },
    demo,
    clock: () => demo.clock(),
    port: 0,
  });
  const pace = setInterval(() => void demo.tick(tickMs), tickMs);
  return {
    ...served,
    demo,
    close: async () => {
      clearInterval(pace);
      await served.close();
    },
  };
}
