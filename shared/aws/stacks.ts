import { randomUUID } from "node:crypto";
import {
  type Change,
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetOutput,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
} from "@aws-sdk/client-cloudformation";
import { byRegion } from "./byRegion.ts";

/** A CloudFormation stack as it stands. `status` is CloudFormation's own word. */
export interface Stack {
  readonly status: string;
  readonly because: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
}

/** One line of a change set. `replaces`: the resource would be made anew, for sure or perhaps. */
export interface ResourceChange {
  readonly action: string;
  readonly logicalId: string;
  readonly type: string;
  readonly replaces: boolean;
}

export type ProposedChanges =
  | { readonly kind: "changes"; readonly id: string; readonly changes: readonly ResourceChange[] }
  | { readonly kind: "none" }
  | { readonly kind: "failed"; readonly because: string };

export interface StackEvent {
  readonly id: string;
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly because: string;
}

export interface StackProposal {
  readonly name: string;
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Whether the stack is there, and not only announced by a change set that was never executed. */
  readonly exists: boolean;
}

/** CloudFormation in one region. Throws what the SDK throws when it can't be reached, or refuses. */
export interface Stacks {
  /** null: there is no such stack. */
  find(name: string): Promise<Stack | null>;
  template(name: string): Promise<string>;
  /** Makes a change set and waits until it is made. One that came to nothing is deleted again. */
  propose(proposal: StackProposal): Promise<ProposedChanges>;
  drop(name: string, changeSetId: string): Promise<void>;
  execute(name: string, changeSetId: string): Promise<void>;
  /** Newest first. */
  events(name: string): Promise<readonly StackEvent[]>;
}

export const stacksByRegion = (pause: () => Promise<void>): ((region: string) => Stacks) =>
  byRegion((region) => stacksOver(new CloudFormationClient({ region }), pause));

/** `pause` is how long to wait before looking again; CloudFormation is only ever polled. */
function stacksOver(client: Pick<CloudFormationClient, "send">, pause: () => Promise<void>): Stacks {
  const drop = async (StackName: string, ChangeSetName: string) =>
    void (await client.send(new DeleteChangeSetCommand({ StackName, ChangeSetName })));
  return {
    drop,
    find: (name) => find(client, name),
    async template(StackName) {
      const { TemplateBody = "" } = await client.send(new GetTemplateCommand({ StackName }));
      return TemplateBody;
    },
    async propose(proposal) {
      const { Id = "" } = await client.send(new CreateChangeSetCommand(changeSetOf(proposal)));
      const made = await settled(client, proposal.name, Id, pause);
      if (made.status !== "FAILED") return { kind: "changes", id: Id, changes: made.changes };
      await drop(proposal.name, Id);
      return saysNothingChanges(made.because) ? { kind: "none" } : { kind: "failed", because: made.because };
    },
    async execute(StackName, ChangeSetName) {
      await client.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName }));
    },
    async events(StackName) {
      const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
      return StackEvents.map((event) => ({
        id: event.EventId ?? "",
        logicalId: event.LogicalResourceId ?? "",
        type: event.ResourceType ?? "",
        status: event.ResourceStatus ?? "",
        because: event.ResourceStatusReason ?? "",
      }));
    },
  };
}

async function find(client: Pick<CloudFormationClient, "send">, StackName: string): Promise<Stack | null> {
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    // A deleted stack is still found for a while, though mostly not by its name.
    if (stack === undefined || stack.StackStatus === "DELETE_COMPLETE") return null;
    return {
      status: stack.StackStatus ?? "",
      because: stack.StackStatusReason ?? "",
      parameters: record(stack.Parameters ?? [], (one) => [one.ParameterKey, one.ParameterValue]),
      outputs: record(stack.Outputs ?? [], (one) => [one.OutputKey, one.OutputValue]),
    };
  } catch (error) {
    // CloudFormation has no code of its own for it: ValidationError, "Stack with id NAME does not exist".
    if (error instanceof Error && /does not exist/.test(error.message)) return null;
    throw error;
  }
}

const record = <T>(
  items: readonly T[],
  entry: (item: T) => readonly [string | undefined, string | undefined],
) => Object.fromEntries(items.map(entry).map(([key = "", value = ""]) => [key, value]));

const changeSetOf = ({ name, template, parameters, exists }: StackProposal) => ({
  StackName: name,
  ChangeSetName: `provision-${randomUUID()}`,
  ChangeSetType: exists ? ("UPDATE" as const) : ("CREATE" as const),
  TemplateBody: template,
  Capabilities: ["CAPABILITY_IAM" as const],
  Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  })),
});

/** The change set once it is CREATE_COMPLETE or FAILED, with all pages of its changes. */
async function settled(
  client: Pick<CloudFormationClient, "send">,
  StackName: string,
  ChangeSetName: string,
  pause: () => Promise<void>,
) {
  const changes: Change[] = [];
  for (let NextToken: string | undefined; ; ) {
    const page: DescribeChangeSetOutput = await client.send(
      new DescribeChangeSetCommand({ StackName, ChangeSetName, NextToken }),
    );
    if (/_PENDING$|_IN_PROGRESS$/.test(page.Status ?? "")) {
      await pause();
      continue;
    }
    changes.push(...(page.Changes ?? []));
    NextToken = page.NextToken;
    if (NextToken === undefined)
      return { status: page.Status ?? "", because: page.StatusReason ?? "", changes: changes.map(asChange) };
  }
}

const asChange = ({ ResourceChange: change }: Change): ResourceChange => ({
  action: change?.Action ?? "",
  logicalId: change?.LogicalResourceId ?? "",
  type: change?.ResourceType ?? "",
  replaces: change?.Action === "Modify" && (change.Replacement ?? "False") !== "False",
});

/** CloudFormation knows an empty change set by its text alone. */
const saysNothingChanges = (because: string): boolean =>
  /didn't contain changes|No updates are to be performed/i.test(because);
