import { createRequire } from "node:module";
import { join } from "node:path";

/** s3-sync-client's dry run, with the SDK that it was installed with. Usage: node syncClient.ts FOLDER ENDPOINT */
const [, , folder = "", endpoint = ""] = process.argv;
const from = createRequire(join(folder, "package.json"));
const { S3Client } = from("@aws-sdk/client-s3");
const { S3SyncClient } = from("s3-sync-client");
const client = new S3Client({ endpoint, region: "us-east-1", forcePathStyle: true });
const found: Record<string, { key: string }[]> = await new S3SyncClient({ client }).sync(
  "s3://primary",
  "s3://secondary",
  { dryRun: true, del: true },
);
for (const { key } of Object.values(found).flat()) process.stdout.write(`${key}\n`);
