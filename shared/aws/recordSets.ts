import {
  type Change,
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  type RRType,
} from "@aws-sdk/client-route-53";
import type { ChangeAnswer, RecordSetChanges } from "../act/ports.ts";
import { reasonOf } from "../model/reason.ts";
import type { RecordChange, RecordSetsPort } from "../model/recordSet.ts";
import type { Route53 } from "./clients.ts";
import { listRecordSets } from "./listRecordSets.ts";
import { refusalOf } from "./refusal.ts";

/**
 * The record sets in Route 53. Every call goes to us-east-1. When the SDK sends a change again because the answer was
 * lost, the second one finds the first one's work and says "conflict": only reading back tells whose change that was.
 */
export function route53RecordSets(route53: Route53): RecordSetsPort & RecordSetChanges {
  return {
    list: async (zone, names) =>
      (await Promise.all(names.map((name) => listRecordSets(route53, zone, name)))).flat(),
    async change(zone, changes, comment) {
      const ChangeBatch = { Comment: comment, Changes: changes.map(asSdkChange) };
      try {
        const { ChangeInfo } = await route53.send(
          new ChangeResourceRecordSetsCommand({ HostedZoneId: zone, ChangeBatch }),
        );
        if (ChangeInfo?.Id !== undefined) return { kind: "accepted", changeId: ChangeInfo.Id };
        return { kind: "failed", because: "Route 53 answered without a change id" };
      } catch (error) {
        return refused(error);
      }
    },
    changeStatus: (changeId) => changeStatus(route53, changeId),
  };
}

function asSdkChange({ action, recordSet }: RecordChange): Change {
  const values = recordSet.ResourceRecords?.map(({ Value }) => ({ Value }));
  return {
    Action: action,
    ResourceRecordSet: { ...recordSet, Type: recordSet.Type as RRType, ResourceRecords: values },
  };
}

function refused(error: unknown): ChangeAnswer {
  if (!(error instanceof Error) || refusalOf(error).code !== "InvalidChangeBatch")
    return { kind: "failed", because: reasonOf(error) };
  return { kind: "conflict", messages: messagesOf(error) };
}

/**
 * Route 53 sends all reasons as one message, "[Tried to delete …, Tried to create …]" (aws-sdk-kotlin#1435); the SDK's
 * `messages` are those of an older form of the error.
 */
function messagesOf(error: Error): readonly string[] {
  const listed: unknown = "messages" in error ? error.messages : null;
  const texts = Array.isArray(listed) ? listed.filter((text) => typeof text === "string") : [];
  return texts.length > 0 ? texts : [error.message.replace(/^\[(.*)\]$/s, "$1")];
}

/** NoSuchChange: accepted once and gone, as a change stranded in us-east-1 is after Route 53's own failover. */
async function changeStatus(route53: Route53, changeId: string): Promise<"PENDING" | "INSYNC" | "lost"> {
  try {
    const { ChangeInfo } = await route53.send(new GetChangeCommand({ Id: changeId }));
    if (ChangeInfo?.Status === undefined) throw new Error(`Route 53 gave no status for ${changeId}`);
    return ChangeInfo.Status;
  } catch (error) {
    if (refusalOf(error).code === "NoSuchChange") return "lost";
    throw error;
  }
}
