import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { noEvidence } from "../../shared/model/observation.ts";
import type { Site } from "../../shared/model/site.ts";
import { minutes } from "../../shared/model/time.ts";
import { answerOverride } from "../../shared/override/answer.ts";
import { reconcile } from "../../shared/reconcile.ts";
import { aMemory, type Memory, portsOver } from "../fixtures/memory.ts";
import { aSite } from "../fixtures/site.ts";
import { aPair } from "../fixtures/world.ts";

/** The examples of docs/override.md, asked in the order they stand there; each answer has all that is shown of it. */
const worlds: Readonly<Record<string, () => { readonly site: Site; readonly memory: Memory }>> = {
  quiet: () => ({ site: small(), memory: aMemory(onePair) }),
  "standby answers 503": () => ({ site: small(), memory: aMemory({ ...onePair, secondaryStatus: 503 }) }),
  "new site, in shadow": () => ({
    site: small({ shadow: { greenFor: minutes(10) } }),
    memory: aMemory(onePair),
  }),
  "two people needed": () => ({
    site: small({ twoPerson: { within: minutes(30) } }),
    memory: aMemory(onePair),
  }),
};

test("the override examples are answered as shown", async () => {
  const text = readFileSync(join(import.meta.dirname, "../../docs/override.md"), "utf8");
  let at = inWorld("quiet");
  let request: unknown = null;
  let asked = 0;
  for (const [, world, span, kind, body = ""] of text.matchAll(step)) {
    if (world !== undefined) {
      at = inWorld(world);
      await wake(at);
    } else if (span !== undefined) {
      for (let passed = 0; passed < Number(span); passed += 1) await wake(at, minutes(1));
    } else if (kind === "request") {
      request = JSON.parse(body);
    } else {
      const answer = await answerOverride(portsOver(at.memory), [at.site], request, null);
      expect(answer, JSON.stringify(request)).toMatchObject(JSON.parse(body));
      asked += 1;
    }
  }
  expect(asked).toBeGreaterThan(10);
});

const step = /<!-- world: (.+?) -->|<!-- minutes: (\d+) -->|```json (request|answer)\n([\s\S]*?)```/g;

const onePair = { listed: aPair("www.example.com", "A") };

const small = (policy: Partial<Site["policy"]> = {}): Site => ({
  ...aSite(policy),
  names: [{ name: "www.example.com", types: ["A"] }],
});

function inWorld(name: string) {
  const make = worlds[name];
  if (make === undefined) throw new Error(`docs/override.md names a world that is not here: ${name}`);
  return make();
}

async function wake({ site, memory }: ReturnType<typeof inWorld>, passed = minutes(0)): Promise<void> {
  memory.now += passed;
  await reconcile(portsOver(memory), site, noEvidence);
}
