import type { GroundWorld } from "../shared/aws/readiness/ports.ts";
import type { EventBridge } from "../shared/aws/readiness/rules.ts";
import { type CanarySeen, canaryKey } from "../shared/model/canary.ts";
import { epochMs } from "../shared/model/time.ts";
import { refusal } from "./aws/failure.ts";
import { setupAnswer } from "./aws/setupAnswers.ts";
import type { SimulatedAws } from "./aws/simulatedAws.ts";
import type { Run } from "./run.ts";

const latency = 40;

/** The functions are not in the simulated world, only what they run: the canary's arrival is what they would have noted. */
function arriveOnce({ journal }: SimulatedAws, { startedAt }: Run): void {
  const seen: CanarySeen = { changedAt: startedAt, arrivedAt: startedAt };
  if (journal.current(canaryKey) === null) journal.put(canaryKey, JSON.stringify(seen), startedAt);
}

/** The simulated world as one run of readiness meets it. */
export function readinessGround(aws: SimulatedAws, run: Run): GroundWorld {
  const eventBridge = (region: string): EventBridge => {
    const send = (command: object) => run.wait(latency, () => setupAnswer(aws.setup, region, command));
    return { send } as unknown as EventBridge;
  };
  arriveOnce(aws, run);
  return {
    ...aws.outsideOf(run),
    eventBridge,
    certificate: (at, name) =>
      run.wait(latency, () => {
        const seen = aws.setup.certificates.get(name);
        if (seen === undefined)
          throw refusal("cloudfront", "HandshakeFailure", 400, `${at} has none for ${name}`);
        return { names: seen.names, validTo: epochMs(seen.validTo.getTime()) };
      }),
  };
}
