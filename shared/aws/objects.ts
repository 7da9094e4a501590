import type { ObjectsPort } from "../observe/ports.ts";
import type { S3 } from "./clients.ts";
import { listPages } from "./listPages.ts";

export const s3Objects = (s3In: (region: string) => S3): ObjectsPort => ({
  list: (bucket, prefix) => listPages(s3In(bucket.region), bucket.name, { prefix, startAfter: "" }),
});
