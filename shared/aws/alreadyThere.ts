import { HeadBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { SiteName } from "../model/site.ts";
import type { Clients } from "./clients.ts";
import { listRecordSets } from "./listRecordSets.ts";

/** What somebody may have made already; reads, and the one object it puts it never overwrites. */
export function alreadyThere(clients: Pick<Clients, "s3" | "route53">) {
  return {
    async bucketExists(Bucket: string, region: string): Promise<"no" | "yes" | "elsewhere"> {
      try {
        await clients.s3(region).send(new HeadBucketCommand({ Bucket }));
        return "yes";
      } catch (error) {
        const status = statusOf(error);
        if (status === 404) return "no";
        if (status === 403) return "elsewhere";
        // 301, 400: it is there, in another region.
        if (status === 301 || status === 400) return "yes";
        throw error;
      }
    },
    async recordSetsExist(zoneId: string, name: SiteName): Promise<"no" | "yes"> {
      const found = await listRecordSets(clients.route53(), zoneId, name);
      return found.length === 0 ? "no" : "yes";
    },
    async putProbe(Bucket: string, region: string, Key: string): Promise<boolean> {
      const probe = { Bucket, Key, Body: "ok\n", ContentType: "text/plain", CacheControl: "no-store" };
      try {
        await clients.s3(region).send(new PutObjectCommand({ ...probe, IfNoneMatch: "*" }));
        return true;
      } catch (error) {
        if (statusOf(error) === 412) return false;
        throw error;
      }
    },
  };
}

const statusOf = (error: unknown): number | undefined =>
  (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode;
