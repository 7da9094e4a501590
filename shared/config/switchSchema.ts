import * as v from "valibot";
import { bucket, healthCheckId } from "./awsFields.ts";
import { list, text, url } from "./fields.ts";
import { wrong } from "./finding.ts";
import { mapping } from "./mapping.ts";

const objectKey = (description: string, example: string) =>
  text(
    description,
    example,
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
    "an object's key of letters, digits, dots and dashes",
  );

const checks = mapping("The four children of the calculated check healthCheck.id, whose threshold is 3.", {
  endpoint: healthCheckId("Id of the check that probes the primary.", "11111111-2222-3333-4444-000000000001"),
  hold: healthCheckId("Id of the check that probes the object hold.", "11111111-2222-3333-4444-000000000002"),
  force: v.pipe(
    list(
      "Ids of the two inverted checks that both probe the object force.",
      healthCheckId("An inverted check of the object force.", "11111111-2222-3333-4444-000000000003"),
    ),
    v.length(2, (issue) =>
      wrong(
        `${issue.requirement} inverted checks probe the object force, not ${issue.received}`,
        "write their ids, like [ID, ID]",
      ),
    ),
    v.transform(([first = "", second = ""]): readonly [string, string] => [first, second]),
  ),
});

/** Steering without us-east-1: two objects that Route 53's checkers look for. */
export const switchMapping = mapping(
  "The switch: two objects in the secondary's region by which Route 53's health check can be made to hold or to fail over.",
  {
    bucket: bucket(
      "A bucket of its own in the secondary's region; only its objects hold and force are public.",
      "example-site-switch",
    ),
    hold: v.optional(objectKey("Key of the object that holds visitors on the primary.", "hold"), "hold"),
    force: v.optional(objectKey("Key of the object that sends visitors to the secondary.", "force"), "force"),
    endpoint: v.optional(
      url(
        "Where the checkers look for the objects; the bucket's REST endpoint by plain HTTP unless written.",
        "http://example-site-switch.s3.eu-west-1.amazonaws.com",
      ),
    ),
    checks,
  },
);
