import * as v from "valibot";
import type { World as Outside } from "../shared/aws/ports.ts";
import { beatPorts, leverPorts, objectStore, observePorts, publisher } from "../shared/aws/ports.ts";
import { alarmStateChange } from "../shared/lambda/alarmStateChange.ts";
import { replicationNotification } from "../shared/lambda/replicationNotification.ts";
import { type Evidence, noEvidence } from "../shared/model/observation.ts";
import type { Site } from "../shared/model/site.ts";
import { beat } from "../shared/observe/beat.ts";
import { answerOverride } from "../shared/override/answer.ts";
import { type Ports, reconcile } from "../shared/reconcile.ts";
import { journalBucketName, topicArn } from "./aws/provisioned.ts";
import type { Run } from "./run.ts";
import type { Functions } from "./world.ts";

/** The control plane under test: the real loop and the real adapters, over the simulated AWS. */
export function controlPlane(site: Site): Functions {
  const tokens = tokensFrom(1);
  return (outsideOf) => {
    const wake = (run: Run, evidence: Evidence) =>
      reconcile(portsOf(outsideOf(run), site, tokens), site, evidence);
    const alarm = (run: Run, payload: unknown) =>
      wake(run, { ...noEvidence, alarms: [v.parse(alarmStateChange, payload)] });
    return {
      reconcile: async (run) => {
        const beaten = beat(beatPorts(outsideOf(run), journalOf(site)), site);
        const report = await wake(run, noEvidence);
        await beaten;
        return report;
      },
      healthAlarm: alarm,
      replicationAlarm: alarm,
      replicationEvent: (run, payload) => {
        const replicationEvents = v.parse(replicationNotification, payload).map(({ event }) => event);
        return wake(run, { ...noEvidence, replicationEvents });
      },
      override: (run, payload) => {
        const { by, input } = v.parse(signedRequest, payload);
        return answerOverride(portsOf(outsideOf(run), site, tokens), [site], input, {
          name: by,
          proof: "iam",
        });
      },
    };
  };
}

/** What the function URL hands over: the request, and who AWS says signed it. */
const signedRequest = v.object({ by: v.string(), input: v.unknown() });

const journalOf = ({ secondary: { region } }: Site) => ({ bucket: journalBucketName, region });

function portsOf(outside: Outside, site: Site, token: () => string): Ports {
  const journal = journalOf(site);
  return {
    clock: outside.clock,
    token,
    observe: observePorts(outside, journal),
    lever: leverPorts(outside),
    store: objectStore(outside, journal),
    publisher: publisher(outside, topicArn(site)),
    override: { functionName: "static-site-failover-prod-override", region: site.secondary.region },
  };
}

/** "t1", "t2", …: unique in a world, and the same each time it is played. */
function tokensFrom(first: number): () => string {
  let next = first;
  return () => `t${next++}`;
}
