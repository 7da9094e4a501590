import type { OrderRequest } from "../model/order.ts";
import { sayMove } from "../model/positions.ts";
import type { SiteRecord } from "../model/record.ts";
import { sayTime } from "../model/time.ts";
import type { Situation } from "./situation.ts";

type Refuses = (record: SiteRecord, situation: Situation, request: OrderRequest) => string | null;

/** Why nobody may write to the primary now, and until when; null: nothing speaks against it. The first that holds is said. */
export const refusesDeploy: Refuses = (record, situation, request) =>
  reasons.map((refuses) => refuses(record, situation, request)).find((because) => because !== null) ?? null;

const heldByAnother: Refuses = ({ deploy }, _situation, { lease }) =>
  deploy === null || deploy.lease === lease
    ? null
    : `${deploy.who.name} deploys until ${sayTime(deploy.until)}, by the lease ${deploy.lease}: ${deploy.why}`;

const forced: Refuses = ({ order }) => {
  if (order?.kind !== "force") return null;
  const until = order.until === null ? "until it is released" : `until ${sayTime(order.until)}`;
  return `${order.who.name} ordered force ${until}, so visitors are on the standby: ${order.why}`;
};

const moving: Refuses = ({ intent }) =>
  intent === null
    ? null
    : `${sayMove[intent.to]} is under way since ${sayTime(intent.plannedAt)}, until it is seen done or given up`;

const onStandby: Refuses = ({ steering }, { traffic }) =>
  steering.position === "secondary" || traffic === "secondary" || traffic === "split"
    ? "visitors are on the standby, until they are back on the primary"
    : null;

const inIncident: Refuses = ({ incident }) =>
  incident === null
    ? null
    : `the incident ${incident.id} is open since ${sayTime(incident.openedAt)}, until it is over: ${incident.why}`;

/** Gated, the primary is all there is: a bad deploy would have nothing to fall back on. */
const gated: Refuses = ({ steering }) =>
  steering.by === "gate"
    ? `the gate is closed since ${sayTime(steering.since)}, until the replica is fit to serve: ${steering.why}`
    : null;

const notKnown: Refuses = (_record, { traffic }) =>
  traffic === "unknown" ? "which side serves visitors is not known, until it can be seen" : null;

const reasons = [heldByAnother, forced, moving, onStandby, inIncident, gated, notKnown];

/** What a deploy's end comes to: whoever runs it always, also where the lease was refused, takes nobody else's away. */
export function givesBackLease({ deploy }: SiteRecord, { who, lease }: OrderRequest): string {
  return deploy?.lease === lease
    ? `${who.name} gave back the deploy lease ${lease}`
    : `the deploy lease ${lease} does not stand: there is nothing to give back`;
}
