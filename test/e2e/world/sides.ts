import { S3Client } from "@aws-sdk/client-s3";
import type { Emulator } from "./emulator.ts";
import { freePort } from "./freePort.ts";
import type { BucketPlace } from "./replication.ts";
import { answerLikeCloudFront, answerLikeS3Website, type ReadObject } from "./siteAnswer.ts";
import { readSiteObject } from "./siteObject.ts";
import { type Breakage, type SiteServer, startSiteServer } from "./siteServer.ts";

export type Side = {
  readonly address: string;
  readonly port: number;
  /** From now on, until mended or broken otherwise. Open connections are cut. */
  break(how: Breakage): Promise<void>;
  mend(): Promise<void>;
  readonly requests: number;
};

export type Sides = {
  readonly primary: Side;
  readonly secondary: Side;
  /** The same for both, so that http://<name>:<port>/ is right wherever DNS points. */
  readonly port: number;
  stop(): Promise<void>;
};

export type SidesOptions = {
  readonly emulator: Pick<Emulator, "clientConfig">;
  readonly primary: BucketPlace;
  readonly secondary: BucketPlace;
};

/** Two real web servers out of the emulator's buckets: CloudFront on 127.0.0.2, an S3 website on 127.0.0.3. */
export async function startSides(options: SidesOptions): Promise<Sides> {
  const port = await freePort("127.0.0.2", "127.0.0.3");
  const primary = await startSiteServer("127.0.0.2", port, answerLikeCloudFront(read(options.primary)));
  const secondary = await startSiteServer("127.0.0.3", port, answerLikeS3Website(read(options.secondary)));
  return { primary, secondary, port, stop: () => stopAll(primary, secondary) };

  function read({ bucket, region }: BucketPlace): ReadObject {
    const s3 = new S3Client(options.emulator.clientConfig(region));
    return (key) => readSiteObject(s3, bucket, key);
  }
}

async function stopAll(...servers: readonly SiteServer[]): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()));
}
