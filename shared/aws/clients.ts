import { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { Route53Client } from "@aws-sdk/client-route-53";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { byRegion } from "./byRegion.ts";

/** What the adapters need of a client, so that the drill's simulated AWS can stand in for it. */
export type S3 = Pick<S3Client, "send">;
export type Route53 = Pick<Route53Client, "send">;
export type CloudFront = Pick<CloudFrontClient, "send">;
export type CloudWatch = Pick<CloudWatchClient, "send">;
export type Sns = Pick<SNSClient, "send">;

/** Clients by region; each is made when first asked for, and kept as long as the function's environment lives. */
export interface Clients {
  s3(region: string): S3;
  route53(): Route53;
  cloudFront(): CloudFront;
  cloudWatch(region: string): CloudWatch;
  sns(region: string): Sns;
}

/**
 * The loop runs every minute, so a call that has not answered soon is better given up and reported than waited for: the
 * SDK would wait for ever. Three attempts pass over a lost packet or a throttle. `standard`, since `adaptive` slows the
 * calls that follow a throttle, and in an emergency those are the ones that matter. A socket that goes quiet in the
 * middle of a body is caught by `socketTimeout` alone: `requestTimeout` ends with the headers.
 */
export const impatient = {
  maxAttempts: 3,
  retryMode: "standard",
  requestHandler: {
    connectionTimeout: 2000,
    requestTimeout: 5000,
    throwOnRequestTimeout: true,
    socketTimeout: 5000,
  },
};

/** Route 53 and CloudFront have one control plane, in us-east-1; their endpoint and signature follow from the region. */
const controlPlane = { ...impatient, region: "us-east-1" };

/**
 * Clients as the environment asks for them: AWS_ENDPOINT_URL and the credentials are read by the SDK itself. No S3
 * client follows redirects to another region: a bucket that is not where sites.yml says is to be told, not worked around.
 */
export function awsClients(): Clients {
  return {
    s3: byRegion((region) => new S3Client({ ...impatient, region, forcePathStyle: hasOwnEndpoint() })),
    route53: once(() => new Route53Client(controlPlane)),
    cloudFront: once(() => new CloudFrontClient(controlPlane)),
    cloudWatch: byRegion((region) => new CloudWatchClient({ ...impatient, region })),
    sns: byRegion((region) => new SNSClient({ ...impatient, region })),
  };
}

/**
 * An endpoint of one's own (an address, an S3 compatible store) has no host name for each bucket: they go by path. On
 * AWS the SDK chooses, and goes by path for names with dots, as a standby's bucket has.
 */
const hasOwnEndpoint = (): boolean =>
  process.env["AWS_ENDPOINT_URL_S3"] !== undefined || process.env["AWS_ENDPOINT_URL"] !== undefined;

function once<Client>(make: () => Client): () => Client {
  const only = byRegion(make);
  return () => only("");
}
