import { expect, it } from "vitest";
import { noEvidence } from "../../../shared/model/observation.ts";
import type { RecordSet } from "../../../shared/model/recordSet.ts";
import { minutes } from "../../../shared/model/time.ts";
import type { Ports } from "../../../shared/reconcile.ts";
import { aMemory, type Memory, portsOver } from "../../fixtures/memory.ts";
import { reconciled } from "../../fixtures/reconciled.ts";
import { aSite } from "../../fixtures/site.ts";
import { aRequest } from "../../fixtures/world.ts";

const site = aSite();
const ask = (action: "force" | "release") => ({ ...noEvidence, request: aRequest(action, { id: action }) });

/** Route 53 has accepted a change and not published it; asked again, it knows nothing of it. */
function losing(memory: Memory, before: readonly RecordSet[]): Ports {
  const ports = portsOver(memory);
  const changeStatus = async () => {
    memory.listed = before;
    return "lost" as const;
  };
  return { ...ports, lever: { ...ports.lever, recordSets: { ...ports.lever.recordSets, changeStatus } } };
}

function pending(memory: Memory): Ports {
  const ports = portsOver(memory);
  const changeStatus = async () => "PENDING" as const;
  return { ...ports, lever: { ...ports.lever, recordSets: { ...ports.lever.recordSets, changeStatus } } };
}

it("still knows that it steers when the release it had begun is lost, and was listed till then", async () => {
  const memory = aMemory();
  await reconciled(portsOver(memory), site, ask("force"));
  const forced = memory.listed;
  await reconciled(pending(memory), site, ask("release"));
  memory.now += minutes(4);
  const { record, acted } = await reconciled(losing(memory, forced), site, noEvidence);
  expect(acted?.outcome.kind).toBe("failed");
  expect(record).toMatchObject({ intent: null, drift: null, steering: { position: "secondary" } });
});
