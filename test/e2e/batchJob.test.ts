import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { copyCommands } from "../../cli/failback/commands.ts";
import { aSite } from "../fixtures/site.ts";
import { pythonWithEmulators } from "./world/pythonEnvironment.ts";

/** The command that `failover failback-manifest` hands over, run through a real shell as far as the AWS CLI's own check. */
const judge = fileURLToPath(new URL("world/create_job.py", import.meta.url));

/** What the shell makes of the command's words. */
function argumentsOf(command: string): readonly string[] {
  const aws = `aws() { [ "$1" = sts ] && echo 123456789012 || printf '%s\\0' "$@"; }; ETAG=abc; `;
  return execFileSync("bash", [
    "-c",
    aws + command.replaceAll("ROLE_ARN", "arn:aws:iam::123456789012:role/batch"),
  ])
    .toString()
    .split("\0")
    .slice(0, -1);
}

function jobOf(words: readonly string[]): Readonly<Record<string, unknown>> {
  const of = (flag: string): string => words[words.indexOf(flag) + 1] ?? "";
  return {
    AccountId: of("--account-id"),
    Operation: JSON.parse(of("--operation")),
    Manifest: JSON.parse(of("--manifest")),
    Report: JSON.parse(of("--report")),
    Priority: Number(of("--priority")),
    RoleArn: of("--role-arn"),
    ConfirmationRequired: !words.includes("--no-confirmation-required"),
    // The AWS CLI makes one where none is given.
    ClientRequestToken: "token",
  };
}

async function faultsOf(job: object): Promise<readonly string[]> {
  const python = await pythonWithEmulators();
  return JSON.parse(execFileSync(python, [judge], { input: JSON.stringify(job) }).toString());
}

const command = copyCommands(aSite(), "failback").find((each) => each.includes("create-job")) ?? "";

it("the job that brings objects back is one that AWS's own model of CreateJob takes", async () => {
  const words = argumentsOf(command);
  expect(words.slice(0, 2)).toEqual(["s3control", "create-job"]);
  const job = jobOf(words);
  expect(job).toMatchObject({
    AccountId: "123456789012",
    Operation: { S3ReplicateObject: {} },
    Manifest: { Location: { ETag: "abc" }, Spec: { Fields: ["Bucket", "Key", "VersionId"] } },
  });
  expect(await faultsOf(job)).toEqual([]);
});

it("the model refuses a job that is none", async () => {
  const job = { ...jobOf(argumentsOf(command)), Manifest: { Spec: {} } };
  expect((await faultsOf(job)).join()).toContain("Location");
});
