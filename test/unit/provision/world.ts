import { readFileSync } from "node:fs";
import type { Progress, ProvisionPorts } from "../../../infra/provision/ports.ts";
import { type Plan, type Provisioned, provision, type Wish } from "../../../infra/provision/provision.ts";
import type { ResourceChange, Stack, StackEvent } from "../../../shared/aws/stacks.ts";
import { checkPlan } from "../../../shared/config/check.ts";
import { readYaml } from "../../../shared/config/yamlDocument.ts";
import { sitesToProvision } from "../../fixtures/sitesToProvision.ts";

/** An account in memory: stacks that come to be at once, and whatever was there before. */
export interface Account {
  readonly stacks: Map<string, Stack & { readonly template: string }>;
  readonly events: Map<string, StackEvent[]>;
  /** Buckets and names with record sets that no stack made. */
  readonly others: Set<string>;
  /** What CloudFormation says of a stack's creation, where it fails. */
  readonly failing: Map<string, string>;
  /** What a change set to an existing stack says. */
  readonly changes: Map<string, readonly ResourceChange[]>;
  readonly told: Progress[];
  /** Stacks in the order they were made or changed. */
  readonly executed: string[];
  readonly dropped: string[];
  pauses: number;
  text: string;
}

export const anAccount = (text = sitesToProvision("Z0EXAMPLE1ZONE")): Account => ({
  stacks: new Map(),
  events: new Map(),
  others: new Set(),
  failing: new Map(),
  changes: new Map(),
  told: [],
  executed: [],
  dropped: [],
  pauses: 0,
  text,
});

export async function provisionIn(account: Account, wish: Partial<Wish> = {}): Promise<Provisioned> {
  return await provision(portsOver(account), planOf(account.text), {
    only: null,
    allowed: [],
    dryRun: false,
    confirm: async () => true,
    ...wish,
  });
}

function planOf(text: string): Plan {
  const document = readYaml(text);
  if (document.kind !== "document") throw new Error("the fixture is no YAML");
  const checked = checkPlan(document.value);
  if (checked.kind === "invalid") throw new Error(JSON.stringify(checked.errors));
  return { kind: "ok", text, written: document.value, sites: checked.sites };
}

export const template = (name: string): string =>
  readFileSync(new URL(`../../../infra/templates/${name}`, import.meta.url), "utf8");

function portsOver(account: Account): ProvisionPorts {
  const proposed = new Map<string, { template: string; parameters: Readonly<Record<string, string>> }>();
  return {
    stacks: (region) => ({
      find: async (name) => account.stacks.get(name) ?? null,
      template: async (name) => account.stacks.get(name)?.template ?? "",
      propose: async ({ name, template, parameters, exists }) => {
        proposed.set(name, { template, parameters });
        const added = [{ action: "Add", logicalId: "It", type: "AWS::Test::It", replaces: false }];
        const changes = exists ? (account.changes.get(name) ?? []) : added;
        return changes.length === 0 ? { kind: "none" } : { kind: "changes", id: name, changes };
      },
      drop: async (name) => void account.dropped.push(name),
      execute: async (name) => {
        account.executed.push(name);
        const because = account.failing.get(name) ?? "";
        const given = proposed.get(name) ?? { template: "", parameters: {} };
        const status = because === "" ? "CREATE_COMPLETE" : "ROLLBACK_COMPLETE";
        account.stacks.set(name, { ...given, status, because: "", outputs: outputsOf(name, region) });
        if (because !== "")
          account.events.set(name, [
            { id: "1", logicalId: "It", type: "AWS::Test::It", status: "CREATE_FAILED", because },
          ]);
      },
      events: async (name) => account.events.get(name) ?? [],
    }),
    ground: {
      exists: async (claim) =>
        account.others.has(claim.kind === "bucket" ? claim.name : claim.name.name) ? "yes" : "no",
      putProbe: async () => true,
    },
    template,
    pause: async () => {
      account.pauses += 1;
      for (const [name, stack] of account.stacks)
        if (stack.status.endsWith("_IN_PROGRESS"))
          account.stacks.set(name, { ...stack, status: stack.status.replace("_IN_PROGRESS", "_COMPLETE") });
    },
    save: (text) => {
      account.text = text;
    },
    tell: (progress) => void account.told.push(progress),
  };
}

/** Every output that any template has, as AWS would write it. */
function outputsOf(stack: string, region: string): Readonly<Record<string, string>> {
  const alarm = (name: string) => `arn:aws:cloudwatch:${region}:111122223333:alarm:${name}`;
  return {
    TopicArn: `arn:aws:sns:${region}:111122223333:${stack}`,
    CertificateArn: `arn:aws:acm:${region}:111122223333:certificate/11111111-2222-3333-4444-555555555555`,
    DistributionId: "E2MADE",
    DomainName: "d2made.cloudfront.net",
    ZoneId: "Z2MADE",
    HealthCheckId: "99999999-0000-0000-0000-000000000000",
    ProbeId: "99999999-0000-0000-0000-000000000001",
    HoldId: "99999999-0000-0000-0000-000000000002",
    Force1Id: "99999999-0000-0000-0000-000000000003",
    Force2Id: "99999999-0000-0000-0000-000000000004",
    AlarmArn: alarm("health"),
    LatencyArn: alarm("latency"),
    FailedArn: alarm("failed"),
  };
}
