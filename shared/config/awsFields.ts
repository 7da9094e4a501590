import { isIP } from "node:net";
import * as v from "valibot";
import { firstFault, text } from "./fields.ts";
import { shown, wrong } from "./finding.ts";

/** Names, ids and addresses as Route 53, S3, CloudFront and CloudWatch write them. */

export const hostName = (description: string, example = "www.example.com") =>
  text(
    description,
    example,
    /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/,
    "a host name in lower case, without scheme and closing dot",
  );

export const region = (description: string, example: string) =>
  text(description, example, /^[a-z]{2,4}(?:-[a-z]+)+-\d$/, "a region's code");

export const bucket = (description: string, example: string) =>
  text(description, example, /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "a bucket's name");

export const hostedZoneId = (description: string, example: string) =>
  text(description, example, /^Z[A-Z0-9]{1,31}$/, 'a hosted zone id, without "/hostedzone/"');

export const distributionId = text(
  "Id of the CloudFront distribution.",
  "E1EXAMPLE12345",
  /^E[A-Z0-9]{5,31}$/,
  "a distribution's id",
);

export const distributionDomain = text(
  "Domain name that CloudFront gave the distribution.",
  "d111111abcdef8.cloudfront.net",
  /^[a-z0-9]+\.cloudfront\.net$/,
  "a distribution's own domain name",
);

export const nameServer = firstFault(
  v.pipe(
    text(
      "An authoritative name server, address:port.",
      "192.0.2.53:53",
      /^(?:[\d.]+|\[[\da-fA-F:]+\]):\d{1,5}$/,
      "an IP address and port",
    ),
    v.check(isAddressAndPort, (issue) =>
      wrong(
        `${shown(issue.input)} is not an IP address and port`,
        'write it like "192.0.2.53:53" or "[2001:db8::53]:53"',
      ),
    ),
  ),
);

export const healthCheckId = (description: string, example = "11111111-2222-3333-4444-555555555555") =>
  text(
    description,
    example,
    /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/,
    "a health check's id (a UUID)",
  );

export const healthAlarm = text(
  "ARN of a CloudWatch alarm on the health check's HealthCheckStatus; that metric exists in us-east-1 only.",
  "arn:aws:cloudwatch:us-east-1:111122223333:alarm:www.example.com-health",
  /^arn:aws:cloudwatch:us-east-1:\d{12}:alarm:.+$/,
  "the ARN of a CloudWatch alarm in us-east-1, the only region with health check metrics",
);

export const replicationAlarm = text(
  "ARN of a CloudWatch alarm on the replication metrics.",
  "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:www.example.com-replication-latency",
  /^arn:aws:cloudwatch:[a-z0-9-]+:\d{12}:alarm:.+$/,
  "the ARN of a CloudWatch alarm",
);

// A FIFO topic's name ends in ".fifo", and it has no e-mail, https and chat subscribers.
export const topic = text(
  "ARN of an SNS topic in the secondary's region that this site's notices go to, in place of the service's own.",
  "arn:aws:sns:eu-west-1:111122223333:www-example-com",
  /^arn:aws:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/,
  "the ARN of a standard SNS topic",
);

export const eventsTopic = text(
  "ARN of the SNS topic, in the primary's region, that S3 tells of objects it did not replicate.",
  "arn:aws:sns:eu-central-1:111122223333:www-example-com-replication",
  /^arn:aws:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/,
  "the ARN of a standard SNS topic",
);

export const headerName = text(
  "Name of a response header that each side sets to its own value.",
  "x-served-by",
  /^[a-z0-9-]+$/,
  "a header's name in lower case",
);

export const ruleId = text("Id of the S3 replication rule.", "site-to-standby", /^.{1,255}$/, "a rule's id");
export const keyPrefix = text(
  "Only keys with this prefix are replicated.",
  "site/",
  /^.{0,1024}$/,
  "a key prefix",
);

function isAddressAndPort(written: string): boolean {
  const colon = written.lastIndexOf(":");
  const port = Number(written.slice(colon + 1));
  return isIP(written.slice(0, colon).replace(/^\[|\]$/g, "")) !== 0 && port >= 1 && port <= 65_535;
}
