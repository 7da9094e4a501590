import { DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  DescribeExecutionCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "./world/eventually.ts";
import { type SiteOnEmulator, siteName, startSite } from "./world/siteOnEmulator.ts";

/** The state machine as it is deployed: a comparison in shares, each by a function of its own. */
let site: SiteOnEmulator;
let machine: string;
let sfn: SFNClient;
const pages = 4600;

beforeAll(async () => {
  site = await startSite();
  sfn = new SFNClient(site.emulator.clientConfig("eu-west-1"));
  const { stateMachines = [] } = await sfn.send(new ListStateMachinesCommand({}));
  machine = stateMachines.find(({ name }) => name?.endsWith("-comparisons"))?.stateMachineArn ?? "";
  await putPages();
});
afterAll(() => site?.stop());

describe("a comparison in shares", () => {
  it("leaves a small site to the loop", async () => {
    await site.call("reconcile", {}).catch(() => undefined);
    const { plan } = await compared({ fromObjects: 1_000_000, objectsInShare: 4000 });
    expect(plan).toMatchObject({ kind: "small" });
  });

  it("of which nothing is known yet is one share, and finds all that is there", async () => {
    const { found } = await compared({ fromObjects: 0, objectsInShare: 4000 });
    expect(found).toMatchObject({
      compared: pages + 2,
      inSecondary: pages + 2,
      missing: 0,
      differs: 0,
      extra: 0,
    });
  });

  it("is cut where the last one said, and its shares together find every planted difference", async () => {
    const standby = new S3Client(site.emulator.clientConfig(site.standbyPlace.region));
    const Bucket = site.standbyPlace.bucket;
    await standby.send(new DeleteObjectCommand({ Bucket, Key: keyOf(17) }));
    await standby.send(new PutObjectCommand({ Bucket, Key: keyOf(4517), Body: "another" }));
    await standby.send(new PutObjectCommand({ Bucket, Key: "zz-only-here", Body: "x" }));
    await eventually(
      async () => {
        const { found, shares } = await compared({ fromObjects: 0, objectsInShare: 4000 });
        expect(shares).toBe(2);
        expect(found).toMatchObject({
          compared: pages + 2,
          missing: 1,
          differs: 1,
          extra: 1,
          examples: [
            { key: keyOf(17), difference: "missing" },
            { key: keyOf(4517), difference: "differs" },
            { key: "zz-only-here", difference: "extra" },
          ],
        });
      },
      { withinMs: 60_000, everyMs: 1000 },
    );
  });
});

const keyOf = (n: number): string => `pages/${String(n).padStart(5, "0")}.html`;

async function putPages(): Promise<void> {
  const s3 = new S3Client(site.emulator.clientConfig(site.primaryPlace.region));
  const left = Array.from({ length: pages }, (_, n) => n).values();
  const put = async () => {
    for (const n of left)
      await s3.send(
        new PutObjectCommand({ Bucket: site.primaryPlace.bucket, Key: keyOf(n), Body: `page ${n}` }),
      );
  };
  await Promise.all(Array.from({ length: 16 }, put));
}

/** What one execution answers. */
async function compared(input: { readonly fromObjects: number; readonly objectsInShare: number }) {
  const { executionArn } = await sfn.send(
    new StartExecutionCommand({
      stateMachineArn: machine,
      input: JSON.stringify({ site: siteName, ...input }),
    }),
  );
  return await eventually(
    async () => {
      const {
        status,
        output = "null",
        cause,
      } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      expect(`${status} ${cause ?? ""}`).toBe("SUCCEEDED ");
      return JSON.parse(output);
    },
    { withinMs: 120_000, everyMs: 500 },
  );
}
