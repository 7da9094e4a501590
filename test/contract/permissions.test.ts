import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { comparisonSchedule } from "../../infra/service/comparisonSchedule.ts";
import { roles } from "../../infra/service/roles.ts";
import { loopStatements, type Statement } from "../../infra/service/statements.ts";
import type { Site } from "../../shared/model/site.ts";
import { minutes } from "../../shared/model/time.ts";
import { callsOf } from "../fixtures/callsOf.ts";
import { aSwitchedSite } from "../fixtures/site.ts";
import { sourceOf, sourcesUnder } from "../fixtures/sources.ts";
import { actionsOf, neededByLambda, needsOf } from "./permissionsNeeded.ts";

/** Each permission of each role against the calls that the function's own bundle holds, so that none is missing or left over. */
const names = sourcesUnder("functions").map((path) => basename(path, ".ts"));
const switched = aSwitchedSite();
const site: Site = {
  ...switched,
  releases: { prefix: ".failover/releases/", keep: 5, publicKey: null },
  replication: { ...switched.replication, heartbeat: { key: ".failover/heartbeat", every: minutes(1) } },
};

describe.each(names)("the role of %s", (name) => {
  const needs = needsOf(name);

  test("is judged by exactly the calls that the function's bundle holds", () => {
    const held = callsOf(`functions/${name}.ts`).map((call) => call.replace("shared/aws/", ""));
    expect(held).toEqual(Object.keys(needs).sort());
  });

  test("allows each of these calls by the action that AWS names for it", () => {
    for (const [call, allowed] of Object.entries(needs)) {
      if (typeof allowed === "string") continue;
      const actions = [...new Set(allowed.map((permission) => permission.split(" ")[1]))];
      expect(actions, call).toEqual(actionsOf[call.split(" ")[1] ?? ""]);
    }
  });

  test("allows all that these calls need, and nothing else", () => {
    const needed = Object.values(needs).flatMap((allowed) => (typeof allowed === "string" ? [] : allowed));
    expect(permissionsOf(name)).toEqual([...new Set([...needed, ...neededByLambda])].sort());
  });
});

test("every row of the table of actions is of a call that some function makes", () => {
  const made = names.flatMap((name) => Object.keys(needsOf(name)).map((call) => call.split(" ")[1]));
  expect(Object.keys(actionsOf).sort()).toEqual([...new Set(made)].sort());
});

test("the loop may keep each piece of evidence, by its own name", () => {
  const code = ["shared/aws/heartbeats.ts", "shared/verify/kept.ts", "shared/verify/inTurns.ts"].map(
    sourceOf,
  );
  const written = code.flatMap((source) => [...source.matchAll(/\.write\("(\w+)"/g)].map(([, name]) => name));
  const resources = JSON.stringify(loopStatements([site]).find(({ Sid }) => Sid === "KeepRecordAndJournal"));
  const named = [...resources.matchAll(/\/evidence\/(\w+)\.json/g)].map(([, name]) => name);
  expect(written.sort()).toEqual(named.sort());
});

test("the schedule of comparisons may start them, and nothing else; the state machine may do what its steps do", () => {
  const { ComparisonScheduleRole } = comparisonSchedule([site])["Resources"] as Record<string, Role>;
  expect(ComparisonScheduleRole?.Properties.Policies[0]?.PolicyDocument.Statement).toEqual([
    { Effect: "Allow", Action: "states:StartExecution", Resource: { Ref: "Comparisons" } },
  ]);
  const machine = sourceOf("infra/service/comparisons.yml").split("ComparisonsRole:\n")[1] ?? "";
  const actions = [...machine.matchAll(/\b(?:states|lambda|s3|logs|events):[A-Z]\w+/g)].map(
    ([action]) => action,
  );
  expect(actions).toEqual([
    "lambda:InvokeFunction",
    "s3:GetObject",
    "states:StartExecution",
    "states:DescribeExecution",
    "states:StopExecution",
  ]);
});

interface Role {
  readonly Properties: {
    readonly Policies: readonly { readonly PolicyDocument: { readonly Statement: readonly Statement[] } }[];
  };
}

/** Each as its statement and its action: "TellPeople sns:Publish". */
function permissionsOf(name: string): readonly string[] {
  return Object.values(roles([name], [site]))
    .flatMap((role) => (role as Role).Properties.Policies)
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap(({ Sid, Action }) => Action.map((action) => `${Sid} ${action}`))
    .sort();
}
