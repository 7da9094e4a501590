import { expect, test } from "vitest";
import { readEnvironment } from "../../shared/lambda/environment.ts";

const asDeployed = {
  AWS_REGION: "eu-west-1",
  JOURNAL_BUCKET: "static-site-failover-prod-journalbucket-1abc",
  TOPIC_ARN: "arn:aws:sns:eu-west-1:123456789012:notices",
  OVERRIDE_FUNCTION: "static-site-failover-prod-override",
  PATH: "/usr/bin",
};

test("reads what serverless.yml sets", () => {
  expect(readEnvironment(asDeployed)).toEqual({
    region: "eu-west-1",
    journalBucket: "static-site-failover-prod-journalbucket-1abc",
    topicArn: "arn:aws:sns:eu-west-1:123456789012:notices",
    overrideFunction: "static-site-failover-prod-override",
  });
});

test("names every variable at fault in one message", () => {
  const { JOURNAL_BUCKET: _, ...wrong } = { ...asDeployed, TOPIC_ARN: "notices" };
  expect(() => readEnvironment(wrong)).toThrow(
    /^The function's environment is wrong: JOURNAL_BUCKET is missing; TOPIC_ARN is not like arn:.*serverless\.yml sets it\.$/,
  );
});
