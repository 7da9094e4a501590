import { describe, expect, it } from "vitest";
import { parseSites } from "../../../shared/config/load.ts";
import { anAccount, provisionIn } from "./world.ts";

const edge = "failover-www-example-com-edge";
const records = "failover-www-example-com-records-example-com";

describe("provisioning from nothing", () => {
  it("makes every destination before what points at it", async () => {
    const account = anAccount();
    expect(await provisionIn(account)).toMatchObject({ kind: "done" });
    const order = account.executed.map((stack) => stack.replace("failover-www-example-com-", ""));
    const before = (first: string, then: string) => order.indexOf(first) < order.indexOf(then);
    expect(before("standby-bucket", "primary-bucket")).toBe(true);
    expect(before("replication-events", "primary-bucket")).toBe(true);
    expect(before("certificate", "edge")).toBe(true);
    expect(before("edge", "primary-access")).toBe(true);
    expect(before("switch-bucket", "health-check")).toBe(true);
    expect(before("health-check", "records-www-example-com")).toBe(true);
  });

  it("leaves a sites.yml that every command reads", async () => {
    const account = anAccount();
    await provisionIn(account);
    const loaded = parseSites(account.text, "sites.yml");
    expect(loaded).toMatchObject({
      kind: "ok",
      sites: [
        {
          primary: {
            target: { distributionId: "E2MADE", domainName: "d2made.cloudfront.net" },
            probes: [
              { url: "https://d2made.cloudfront.net/" },
              { url: "https://d2made.cloudfront.net/health.txt" },
            ],
          },
          healthCheck: {
            id: "99999999-0000-0000-0000-000000000000",
            alarms: ["arn:aws:cloudwatch:us-east-1:111122223333:alarm:health"],
          },
          replication: {
            alarms: [
              "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:latency",
              "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:failed",
            ],
          },
        },
      ],
    });
  });

  it("has the way back made, switched off, once the primary's bucket is there", async () => {
    const account = anAccount();
    account.changes.set("failover-www-example-com-standby-bucket", [
      { action: "Modify", logicalId: "Bucket", type: "AWS::S3::Bucket", replaces: false },
    ]);
    await provisionIn(account);
    const standby = account.stacks.get("failover-www-example-com-standby-bucket");
    expect(standby?.parameters["WayBack"]).toBe("Disabled");
  });

  it("the second time changes nothing", async () => {
    const account = anAccount();
    account.changes.set("failover-www-example-com-standby-bucket", [
      { action: "Modify", logicalId: "Bucket", type: "AWS::S3::Bucket", replaces: false },
    ]);
    await provisionIn(account);
    const text = account.text;
    account.executed.length = 0;
    const again = await provisionIn(account);
    expect(again).toMatchObject({ kind: "done" });
    expect(account.executed).toEqual([]);
    expect(account.text).toBe(text);
  });

  it("changes nothing when it is not confirmed, or only tried", async () => {
    const account = anAccount();
    expect(await provisionIn(account, { confirm: async () => false })).toMatchObject({ kind: "declined" });
    expect(await provisionIn(account, { dryRun: true })).toMatchObject({ kind: "planned" });
    expect(account.executed).toEqual([]);
    expect(account.text).toBe(anAccount().text);
  });
});

describe("provisioning that broke off", () => {
  it("says why the stack was taken back, and how to go on", async () => {
    const account = anAccount();
    account.failing.set(edge, "The CNAME you provided is already associated with a different resource");
    const broken = await provisionIn(account);
    expect(broken).toMatchObject({ kind: "stuck", step: "edge www.example.com" });
    expect(JSON.stringify(broken)).toContain("It: The CNAME you provided is already associated");
    expect(JSON.stringify(broken)).toContain(
      "aws cloudformation delete-stack --region us-east-1 --stack-name failover-www-example-com-edge",
    );
  });

  it("goes on where it stopped, once the cause is gone", async () => {
    const account = anAccount();
    account.failing.set(edge, "no");
    await provisionIn(account);
    const made = account.executed.filter((stack) => stack !== edge);
    account.stacks.delete(edge);
    account.failing.clear();
    account.executed.length = 0;
    expect(await provisionIn(account)).toMatchObject({ kind: "done" });
    expect(account.executed.filter((stack) => made.includes(stack))).toEqual([]);
    expect(parseSites(account.text, "sites.yml")).toMatchObject({ kind: "ok" });
  });

  it("does not touch a stack that CloudFormation takes no change for", async () => {
    const account = anAccount();
    const stack = {
      status: "UPDATE_ROLLBACK_FAILED",
      because: "",
      parameters: {},
      outputs: {},
      template: "",
    };
    account.stacks.set(edge, stack);
    const stuck = await provisionIn(account);
    expect(stuck).toMatchObject({ kind: "stuck", step: "edge www.example.com" });
    expect(JSON.stringify(stuck)).toContain("continue-update-rollback");
    expect(account.executed).toEqual([]);
  });

  it("waits for what CloudFormation is still at", async () => {
    const account = anAccount();
    const stack = { status: "CREATE_IN_PROGRESS", because: "", parameters: {}, outputs: {}, template: "" };
    account.stacks.set("failover-www-example-com-switch-bucket", stack);
    await provisionIn(account);
    expect(account.pauses).toBe(1);
    expect(account.told).toContainEqual({
      kind: "waiting",
      step: "switch-bucket www.example.com",
      status: "CREATE_IN_PROGRESS",
    });
  });
});

describe("what somebody else made", () => {
  it("a bucket keeps its settings, and what belongs to it", async () => {
    const account = anAccount();
    account.others.add("example-site-primary");
    const done = await provisionIn(account);
    expect(done).toMatchObject({ kind: "done" });
    for (const what of ["primary-bucket", "primary-access"])
      expect(account.executed).not.toContain(`failover-www-example-com-${what}`);
    expect(account.told.some(({ kind }) => kind === "probe")).toBe(false);
  });

  it("a name's records stay as they are", async () => {
    const account = anAccount();
    account.others.add("example.com");
    await provisionIn(account);
    expect(account.executed).not.toContain(records);
    expect(account.executed).toContain("failover-www-example-com-records-www-example-com");
  });

  it("an id in sites.yml that another stack made is not overwritten", async () => {
    const account = anAccount();
    await provisionIn(account);
    account.text = account.text.replace("E2MADE", "E3OTHER");
    expect(await provisionIn(account)).toEqual({
      kind: "contradicted",
      contradictions: [
        { path: "www.example.com.primary.target.distributionId", written: "E3OTHER", made: "E2MADE" },
      ],
    });
  });
});

describe("a change that is refused", () => {
  const changed = async (stack: string, logicalId: string, type: string, replaces: boolean) => {
    const account = anAccount();
    await provisionIn(account);
    const before = account.stacks.get(stack);
    if (before === undefined) throw new Error(`no ${stack}`);
    account.stacks.set(stack, { ...before, template: "as it was" });
    account.changes.set(stack, [{ action: "Modify", logicalId, type, replaces }]);
    account.executed.length = 0;
    return account;
  };

  it("a distribution made anew, until it is named", async () => {
    const account = await changed(edge, "Distribution", "AWS::CloudFront::Distribution", true);
    expect(await provisionIn(account)).toMatchObject({
      kind: "refused",
      refusals: [{ step: "edge www.example.com", logicalId: "Distribution" }],
    });
    expect(account.executed).toEqual([]);
    expect(account.dropped).toEqual([edge]);
    expect(await provisionIn(account, { allowed: ["edge/Distribution"] })).toMatchObject({ kind: "done" });
    expect(account.executed).toEqual([edge]);
  });

  it("a record set changed at all: the control plane may be steering with it", async () => {
    const account = await changed(records, "PrimaryA", "AWS::Route53::RecordSet", false);
    expect(await provisionIn(account)).toMatchObject({ kind: "refused" });
    expect(account.executed).toEqual([]);
  });

  it("an alarm made anew is none", async () => {
    const account = await changed(edge, "Alarm", "AWS::CloudWatch::Alarm", true);
    expect(await provisionIn(account)).toMatchObject({ kind: "done" });
  });
});

it("--only makes one kind of step, and looks at the others for what it needs", async () => {
  const account = anAccount();
  await provisionIn(account, { only: "switch-bucket" });
  expect(account.executed).toEqual(["failover-www-example-com-switch-bucket"]);
  expect(await provisionIn(account, { only: "primary-access" })).toMatchObject({ kind: "stuck" });
});
