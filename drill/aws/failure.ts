import { CloudFrontServiceException } from "@aws-sdk/client-cloudfront";
import { CloudWatchServiceException } from "@aws-sdk/client-cloudwatch";
import { Route53ServiceException } from "@aws-sdk/client-route-53";
import { S3ServiceException } from "@aws-sdk/client-s3";
import { SNSServiceException } from "@aws-sdk/client-sns";

/** The services the control plane calls. */
export const services = ["route53", "s3", "cloudwatch", "sns", "cloudfront"] as const;
export type Service = (typeof services)[number];

const exceptions = {
  route53: Route53ServiceException,
  s3: S3ServiceException,
  cloudwatch: CloudWatchServiceException,
  sns: SNSServiceException,
  cloudfront: CloudFrontServiceException,
} as const;

/** An error as the SDK throws it for an answer of the service: name, fault and status. */
export function refusal(service: Service, name: string, status: number, message: string): Error {
  return new exceptions[service]({
    name,
    message,
    $fault: status < 500 ? "client" : "server",
    $metadata: metadata(status),
  });
}

/** No answer came: what the SDK's HTTP handler throws, after its own retries. */
export function noAnswer(message: string): Error {
  return Object.assign(new Error(message), {
    name: "TimeoutError",
    code: "ETIMEDOUT",
    $metadata: { attempts: 3 },
  });
}

export const metadata = (status: number) => ({ httpStatusCode: status, requestId: "drill", attempts: 1 });

/** Failures of the simulated world carry the SDK's metadata; anything else that is thrown is a bug in the fakes. */
export const isFailure = (error: unknown): boolean => error instanceof Error && "$metadata" in error;
