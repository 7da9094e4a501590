import { S3Client } from "@aws-sdk/client-s3";
import { type Account, hostOf, primary, standby, websiteHost } from "./byHand/example.ts";
import { freePort } from "./freePort.ts";
import type { ProvisionedPlace } from "./provisionedPlace.ts";
import { startSides } from "./sides.ts";
import { answerLikeS3Rest } from "./siteAnswer.ts";
import { readSiteObject } from "./siteObject.ts";
import { startSiteServer } from "./siteServer.ts";

/** What no emulator serves: the distribution, the standby's website, and the primary bucket's own host. */
export interface Web {
  /** Where the bucket's own host answers, which the health check asks. */
  readonly probePort: number;
  /** sites.yml asks both sides where they are here, and the command line finds the bucket's host. */
  reach(place: ProvisionedPlace): Promise<void>;
  stop(): Promise<void>;
}

const bucketAddress = "127.0.0.4";

export async function serveSite(account: Account): Promise<Web> {
  const sides = await startSides({ emulator: account, primary, secondary: standby });
  const probePort = await freePort(bucketAddress);
  const s3 = new S3Client(account.clientConfig(primary.region));
  const read = (key: string) => readSiteObject(s3, primary.bucket, key);
  const bucket = await startSiteServer(bucketAddress, probePort, answerLikeS3Rest(read));
  const standbyUrl = `http://${sides.secondary.address}:${sides.port}/`;
  return {
    probePort,
    async reach(place) {
      place.lead({ [hostOf(primary)]: bucketAddress });
      await place.edit((text) =>
        text
          .replace(/https:\/\/\w+\.cloudfront\.net\//, `http://${sides.primary.address}:${sides.port}/`)
          .replace(`"http://${websiteHost}/"`, `{ url: "${standbyUrl}", host: ${standby.bucket} }`),
      );
    },
    async stop() {
      await sides.stop();
      await bucket.stop();
    },
  };
}
