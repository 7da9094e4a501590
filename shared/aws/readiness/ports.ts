import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { GroundPorts } from "../../readiness/ports.ts";
import { impatient } from "../clients.ts";
import { arrivedHeartbeat } from "../heartbeats.ts";
import type { World } from "../ports.ts";
import { s3Buckets } from "./buckets.ts";
import { cloudFrontGround } from "./distributions.ts";
import { route53Ground } from "./route53.ts";
import { alarmRules, type EventBridge } from "./rules.ts";
import { shownCertificate, visits } from "./visit.ts";
import { alarmSettings, failedOperations, topicSettings } from "./watching.ts";

/** What readiness needs of the world beside what the loop does. */
export interface GroundWorld extends World {
  readonly eventBridge: (region: string) => EventBridge;
  readonly certificate: GroundPorts["visit"]["certificate"];
}

/** The loop's world, and the clients that only readiness has. */
export const realGround = (world: World): GroundWorld => ({
  ...world,
  eventBridge: (region) => new EventBridgeClient({ ...impatient, region }),
  certificate: shownCertificate,
});

export const groundPorts = ({
  clock,
  http,
  clients,
  eventBridge,
  certificate,
}: GroundWorld): GroundPorts => ({
  clock,
  buckets: s3Buckets(clients.s3),
  heartbeat: { arrived: arrivedHeartbeat(clients.s3) },
  route53: route53Ground(clients.route53()),
  distributions: cloudFrontGround(clients.cloudFront()),
  alarms: alarmSettings(clients.cloudWatch),
  metrics: failedOperations(clients.cloudWatch, clock),
  rules: alarmRules(eventBridge),
  topics: topicSettings(clients.sns),
  visit: visits(http, certificate),
});
