import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { ListTopicsCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { deploy } from "./deploy.ts";
import { type Emulator, startEmulator } from "./emulator.ts";
import { eventually } from "./eventually.ts";
import { type Invocation, invoke } from "./invoke.ts";
import { projectRoot } from "./projectRoot.ts";
import { createQueue, type Queue } from "./queue.ts";
import { prepareSite, type SiteGround, type SiteOptions, sitesEntry, standbyRegion } from "./siteGround.ts";

export const stage = "e2e";
export const siteName = "www.example.test";

/** Sites with their control plane deployed to the emulator as a user deploys it, and visitors who look at them. */
export interface SitesOnEmulator {
  readonly emulator: Emulator;
  readonly sites: readonly SiteGround[];
  /** The file the service was packaged with; its folder goes with `stop`. */
  readonly sitesFile: string;
  /** Everything that was told: the machine-readable notices. */
  readonly notices: Queue;
  call(functionName: string, payload: unknown): Promise<Invocation>;
  stop(): Promise<void>;
}

export type SiteOnEmulator = SitesOnEmulator & SiteGround;

/** The one site that most tests need. */
export async function startSite(options: SiteOptions = { withSwitch: false }): Promise<SiteOnEmulator> {
  const all = await startSites(["example.test"], options);
  const [site] = all.sites;
  if (site === undefined) throw new Error("no site was prepared");
  return { ...site, ...all };
}

/** A site for each of the domains. */
export async function startSites(
  domains: readonly string[],
  options: SiteOptions = { withSwitch: false },
): Promise<SitesOnEmulator> {
  const emulator = await startEmulator();
  const folder = await mkdtemp(join(tmpdir(), "failover-sites-"));
  const sites: SiteGround[] = [];
  const stop = async () => {
    await Promise.all(sites.map((site) => site.stop()));
    await emulator.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    for (const domain of domains) sites.push(await prepareSite(emulator, domain, options));
    await forwardAlarms(emulator, sites);
    const sitesFile = join(folder, "sites.yml");
    await writeFile(sitesFile, `sites:${sites.map(sitesEntry).join("")}`);
    await deploy({ emulator, region: standbyRegion, stage, sitesFile });
    const lambda = new LambdaClient(emulator.clientConfig(standbyRegion));
    return {
      emulator,
      sites,
      sitesFile,
      notices: await subscribeQueue(emulator),
      call: (name, payload) => invoke(lambda, `static-site-failover-${stage}-${name}`, payload),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The project's own template, in us-east-1, where alone the alarms can be. */
async function forwardAlarms(emulator: Emulator, sites: readonly SiteGround[]): Promise<void> {
  const cloudFormation = new CloudFormationClient(emulator.clientConfig("us-east-1"));
  const StackName = "static-site-failover-alarms";
  await cloudFormation.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: await readFile(join(projectRoot, "infra/templates/alarm-forwarding.yml"), "utf8"),
      Capabilities: ["CAPABILITY_IAM"],
      Parameters: [
        { ParameterKey: "StandbyRegion", ParameterValue: standbyRegion },
        { ParameterKey: "AlarmArns", ParameterValue: sites.map(({ alarmArn }) => alarmArn).join(",") },
      ],
    }),
  );
  await eventually(
    async () => {
      const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
      if (Stacks[0]?.StackStatus === "CREATE_COMPLETE") return;
      const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
      const reasons = StackEvents.map(({ ResourceStatusReason }) => ResourceStatusReason).filter(Boolean);
      throw new Error(`the stack is ${Stacks[0]?.StackStatus}: ${reasons.join("; ")}`);
    },
    { withinMs: 20_000, everyMs: 300 },
  );
}

export async function subscribeQueue(emulator: Emulator): Promise<Queue> {
  const sns = new SNSClient(emulator.clientConfig(standbyRegion));
  const queue = await createQueue(emulator, standbyRegion, "notices");
  const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
  for (const { TopicArn } of Topics)
    await sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: "sqs",
        Endpoint: queue.arn,
        Attributes: { RawMessageDelivery: "true" },
      }),
    );
  return queue;
}
