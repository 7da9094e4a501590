import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { SharedFolder } from "../verify/inShares.ts";
import type { S3 } from "./clients.ts";
import { refusalOf } from "./refusal.ts";

/** JSON objects below a prefix of a bucket. Its role needs s3:ListBucket, or a missing one is a 403 and no 404. */
export const s3SharedFolder = (s3: S3, bucket: string, prefix: string): SharedFolder => ({
  async read(name) {
    try {
      const found = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(prefix, name) }));
      if (found.Body === undefined) throw new Error(`S3 gave no body for ${keyOf(prefix, name)}`);
      return JSON.parse(await found.Body.transformToString("utf-8"));
    } catch (error) {
      if (refusalOf(error).code === "NoSuchKey") return null;
      throw error;
    }
  },
  async write(name, value) {
    const object = { Bucket: bucket, Key: keyOf(prefix, name), Body: JSON.stringify(value) };
    await s3.send(new PutObjectCommand({ ...object, ContentType: "application/json" }));
  },
});

const keyOf = (prefix: string, name: string): string => `${prefix}/${name}.json`;
