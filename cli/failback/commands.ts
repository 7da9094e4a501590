import { stackOf } from "../../infra/provision/naming.ts";
import type { Site } from "../../shared/model/site.ts";
import { quoted } from "../commandLine.ts";

/** What is pasted to copy back what the manifest lists. Names in capitals are the reader's to fill in. */
export function copyCommands({ name, secondary }: Site, folder: string): readonly string[] {
  const region = `--region ${secondary.region}`;
  const partition = secondary.region.startsWith("cn-")
    ? "aws-cn"
    : secondary.region.startsWith("us-gov-")
      ? "aws-us-gov"
      : "aws";
  const bucket = `arn:${partition}:s3:::PRIVATE_BUCKET`;
  const kept = ["BucketName", "IndexDocument", "ErrorDocument", "PrimaryBucketName"];
  return [
    "# 1. the rule back to the primary, which is off until a failback: it has to be on, or S3 copies nothing",
    `aws cloudformation update-stack ${region} --stack-name ${stackOf(name, "standby-bucket")} --use-previous-template --capabilities CAPABILITY_IAM --parameters ParameterKey=WayBack,ParameterValue=Enabled ${kept.map((key) => `ParameterKey=${key},UsePreviousValue=true`).join(" ")}`,
    "# 2. the manifest into a private bucket of this region (not the site's, which anybody may read)",
    `ETAG=$(aws s3api put-object ${region} --bucket PRIVATE_BUCKET --key failback/manifest.csv --body ${quoted(`${folder}/manifest.csv`)} --query ETag --output text | tr -d '"')`,
    "# 3. the job; ROLE_ARN: a role that S3 Batch Operations may assume (docs/failback.md has its rights)",
    `aws s3control create-job ${region} --account-id "$(aws sts get-caller-identity --query Account --output text)" --operation '{"S3ReplicateObject":{}}' --manifest '{"Spec":{"Format":"S3BatchOperations_CSV_20180820","Fields":["Bucket","Key","VersionId"]},"Location":{"ObjectArn":"${bucket}/failback/manifest.csv","ETag":"'"$ETAG"'"}}' --report '{"Enabled":true,"Bucket":"${bucket}","Prefix":"failback","Format":"Report_CSV_20180820","ReportScope":"FailedTasksOnly"}' --priority 10 --role-arn ROLE_ARN --no-confirmation-required`,
  ];
}

/** A delete without a version id leaves a delete marker: what it hides can be brought back. Needs bash. */
export const deleteCommand = ({ primary }: Site, folder: string): string =>
  `while IFS= read -r key; do aws s3api delete-object --region ${primary.region} --bucket ${primary.bucket} --key "$(printf %b "\${key//%/\\\\x}")"; done < ${quoted(`${folder}/deletes.txt`)}`;
