import { type Rule, sideNames, when } from "./rule.ts";

/** What the calculated health check and the bucket of a switch need, to do what the lever believes they do. */
export const switchRules: readonly Rule[] = [
  {
    reads: [["switch", "checks"], ["healthCheck"]],
    check: ({ healthCheck, switch: written }) =>
      childrenOf(written).flatMap(([path, id], i, children) => [
        ...when(
          id === healthCheck.id.toLowerCase(),
          ["switch", "checks", ...path],
          "healthCheck.id is the calculated check itself, and can't be its own child",
          "write the calculated check's id at healthCheck, and its four children's ids here",
        ),
        ...when(
          children.findIndex(([, other]) => other === id) < i,
          ["switch", "checks", ...path],
          "this check stands here twice, and Route 53 would count it once",
          "name four checks; force needs two of its own, as a threshold can't weigh one double",
        ),
      ]),
  },
  {
    reads: [["switch"], ["primary"], ["secondary"]],
    check: (site) =>
      sideNames.flatMap((side) =>
        when(
          [site[side].bucket, ...site[side].buckets].includes(site.switch?.bucket ?? ""),
          ["switch", "bucket"],
          `the ${side} keeps the site in this bucket: what replication or a deploy writes there would pull the switch`,
          "give the switch a bucket of its own in the secondary's region",
        ),
      ),
  },
  {
    reads: [["switch"]],
    check: ({ switch: written }) =>
      when(
        written !== undefined && written.hold === written.force,
        ["switch", "force"],
        "hold and force are the same object",
        "name two objects",
      ),
  },
  {
    reads: [["switch"]],
    check: ({ switch: written }) =>
      when(
        written?.bucket.includes(".") ?? false,
        ["switch", "bucket"],
        "a bucket with a dot in its name can't be reached by HTTPS under its own host name",
        "name it with dashes, like example-site-switch",
      ),
  },
];

type Child = readonly [path: readonly (string | number)[], id: string];

function childrenOf(written: Parameters<Rule["check"]>[0]["switch"]): readonly Child[] {
  if (written === undefined) return [];
  const { endpoint, hold, force } = written.checks;
  const children: readonly Child[] = [
    [["endpoint"], endpoint],
    [["hold"], hold],
    [["force", 0], force[0]],
    [["force", 1], force[1]],
  ];
  return children.map(([path, id]) => [path, id.toLowerCase()]);
}
