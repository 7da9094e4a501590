import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { DeleteFunctionCommand, LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JournalEntry } from "../../shared/model/journal.ts";
import { type Caller, commandLine } from "./world/commandLine.ts";
import { eventually } from "./world/eventually.ts";
import { standbyRegion } from "./world/siteGround.ts";
import { type SiteOnEmulator, siteName, startSite } from "./world/siteOnEmulator.ts";

/** `failover` as two people use it, on the deployed functions, and on the same record when those are gone. */
let site: SiteOnEmulator;
let ann: ReturnType<typeof commandLine>;
let bob: ReturnType<typeof commandLine>;
let root: ReturnType<typeof commandLine>;
const patience = { withinMs: 20_000, everyMs: 300 };
const because = ["--reason", "end-to-end test", "--yes"];

beforeAll(async () => {
  site = await startSite();
  root = commandLine(site, { accessKeyId: "test", secretAccessKey: "test" });
  ann = commandLine(site, await person("ann"));
  bob = commandLine(site, await person("bob"));
});

afterAll(async () => {
  await site?.stop();
});

describe("failover, on the deployed function,", () => {
  it("says how the site stands, in less than a second", async () => {
    const looks = [await ann("status"), await ann("status"), await ann("status"), await ann("status")];
    expect(looks.map(({ code, note }) => [code, note])).toEqual(looks.map(() => [0, ""]));
    expect(looks[3]?.out).toContain(`visitors   ${siteName}: served by the primary (200`);
    const fastest = Math.min(...looks.map(({ tookMs }) => tookMs));
    console.log(`failover status took ${looks.map(({ tookMs }) => tookMs).join(", ")} ms`);
    expect(fastest).toBeLessThan(1000);
  });

  it("moves visitors to the standby by a force, and back by a release", async () => {
    const forced = await ann("force", ...because);
    expect(forced).toMatchObject({ code: 0, note: "" });
    expect(forced.out).toContain("DONE: user/ann ordered force: end-to-end test.");
    expect(forced.out).toContain(`${siteName}  ON THE STANDBY by user/ann's force`);
    await eventually(async () => expect((await visit()).address).toBe("127.0.0.3"), patience);
    expect(await ann("release", ...because)).toMatchObject({ code: 0, note: "" });
    await eventually(async () => expect((await visit()).address).toBe("127.0.0.2"), patience);
  });

  it("keeps one person's hold from another's force, unless they override it by name", async () => {
    expect(await ann("hold", "--for", "1h", ...because)).toMatchObject({ code: 0 });
    const refused = await bob("force", ...because);
    expect(refused.code).toBe(3);
    expect(refused.out).toContain("REFUSED by these safety rules; nothing was changed:\n  order-in-force");
    expect((await visit()).address).toBe("127.0.0.2");
    const forced = await bob("force", "--override-rule", "order-in-force", ...because);
    expect(forced).toMatchObject({ code: 0 });
    await eventually(async () => expect((await visit()).address).toBe("127.0.0.3"), patience);
    expect(await bob("release", ...because)).toMatchObject({ code: 0 });
  });

  it("freezes, refuses what is frozen, and unfreezes", async () => {
    expect(await ann("freeze", ...because)).toMatchObject({ code: 0 });
    expect(await bob("force", ...because)).toMatchObject({
      code: 3,
      out: expect.stringContaining("\n  frozen  "),
    });
    expect(await bob("unfreeze", ...because)).toMatchObject({ code: 0 });
    expect(await bob("ack", ...because)).toMatchObject({ code: 0 });
  });

  it("leases the primary to one pipeline at a time", async () => {
    const lease = ["--lease", "build-1", ...because];
    expect(await ann("deploy", "begin", "--for", "5m", ...lease)).toMatchObject({ code: 0 });
    expect((await bob("status")).out).toContain("lease      build-1: deploy by ");
    expect(await bob("deploy", "begin", "--lease", "build-2", ...because)).toMatchObject({ code: 6 });
    expect(await ann("deploy", "end", ...lease)).toMatchObject({ code: 0 });
  });

  it("plans to the letter and leaves no trace", async () => {
    const before = await journal(ann);
    const planned = await ann("force", "--dry-run");
    expect(planned.code).toBe(0);
    expect(planned.out).toContain("write      12 changes of record sets in one batch");
    expect(await journal(ann)).toEqual(before);
  });

  it("does the same order once, however often it is sent", async () => {
    const twice = ["hold", "--request-id", "page-4711", "--json", ...because];
    const first = JSON.parse((await ann(...twice)).out);
    const second = JSON.parse((await ann(...twice)).out);
    expect(second).toMatchObject({ ok: true, journal: { from: first.journal.from } });
    expect(second.decision.reason).toBe("this request was answered before");
    expect(await ann("release", ...because)).toMatchObject({ code: 0 });
  });

  it("says that somebody else than AWS knows may not ask", async () => {
    const stranger = commandLine(site, { accessKeyId: "AKIANOBODYKNOWSTHIS0", secretAccessKey: "no" });
    const said = await stranger("status");
    expect(said).toMatchObject({ code: 5, out: "" });
    expect(said.note).toMatch(/^failover: AWS refuses the call/);
  });

  it("says that there is no such function, and what else to try", async () => {
    const said = await ann("status", "--stage", "nowhere");
    expect(said).toMatchObject({ code: 5, out: "" });
    expect(said.note).toContain(
      `failover: there is no function static-site-failover-nowhere-override in ${standbyRegion}.`,
    );
  });
});

describe("failover --direct, with the functions deleted,", () => {
  beforeAll(deleteFunctions);

  it("is what the plain command points to", async () => {
    const said = await root("status");
    expect(said.code).toBe(5);
    expect(said.note).toContain("--direct does without it");
  });

  it("moves visitors by the same record, and says what it does", async () => {
    const forced = await root("force", "--direct", ...because);
    expect(forced.code).toBe(0);
    expect(forced.note).toContain("direct: the functions are not asked");
    await eventually(async () => expect((await visit()).address).toBe("127.0.0.3"), patience);
    expect(await root("release", "--direct", ...because)).toMatchObject({ code: 0 });
    await eventually(async () => expect((await visit()).address).toBe("127.0.0.2"), patience);
  });

  it("refuses by the same rules", async () => {
    await site.sides.secondary.break("error");
    const refused = await root("force", "--direct", ...because);
    await site.sides.secondary.mend();
    expect(refused.code).toBe(3);
    expect(refused.out).toContain("\n  replica-serves");
  });

  it("goes on in the same journal, whose chain is whole, with who and how", async () => {
    const verified = await root("journal", "verify", "--site", siteName);
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining("WHOLE") });
    const ordered = (await journal(root, "--direct")).filter(
      ({ kind }) => kind === "ordered" || kind === "refused",
    );
    const told = ordered.map(
      ({ who, data }) => `${who.split(":").at(-1)} ${data["action"]} by ${data["via"]}`,
    );
    expect(told).toEqual([
      "user/ann force by cli",
      "user/ann release by cli",
      "user/ann hold by cli",
      "user/bob force by cli",
      "user/bob force by cli",
      "user/bob release by cli",
      "user/ann freeze by cli",
      "user/bob force by cli",
      "user/bob unfreeze by cli",
      "user/bob ack by cli",
      "user/ann deploy-begin by cli",
      "user/bob deploy-begin by cli",
      "user/ann deploy-end by cli",
      "user/ann hold by cli",
      "user/ann release by cli",
      "root force by cli --direct",
      "root release by cli --direct",
      "root force by cli --direct",
    ]);
  });
});

/** Somebody who may invoke the override, and nothing else. */
async function person(name: string): Promise<Caller> {
  const iam = new IAMClient(site.emulator.clientConfig("us-east-1"));
  await iam.send(new CreateUserCommand({ UserName: name }));
  const Statement = [{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: "*" }];
  await iam.send(
    new PutUserPolicyCommand({
      UserName: name,
      PolicyName: "override",
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement }),
    }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
}

async function deleteFunctions(): Promise<void> {
  const lambda = new LambdaClient(site.emulator.clientConfig(standbyRegion));
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  for (const { FunctionName } of Functions) await lambda.send(new DeleteFunctionCommand({ FunctionName }));
}

async function journal(as: typeof ann, ...words: string[]): Promise<readonly JournalEntry[]> {
  return JSON.parse((await as("history", "--limit", "1000", "--json", ...words)).out).history;
}

const visit = () => site.visitor.visit(site.url);
