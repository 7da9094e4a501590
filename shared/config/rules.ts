import { provisionRules } from "./provisionRules.ts";
import { type Rule, sideNames, when } from "./rule.ts";
import { switchRules } from "./switchRules.ts";
import { targetRules } from "./targetRules.ts";
import { namesOf } from "./toSite.ts";

/** What no site can do without. To add a rule, add a row. */
export const rules: readonly Rule[] = [
  ...targetRules,
  ...provisionRules,
  ...switchRules,
  {
    reads: [["names"], ["primary", "probes"], ["secondary", "probes"]],
    check: (site, host) =>
      sideNames.flatMap((side) =>
        site[side].probes.flatMap(({ url }, i) =>
          when(
            namesOf(host, site).some(({ name }) => name === new URL(url).hostname),
            [side, "probes", i],
            `${new URL(url).hostname} is a public name of the site: the probe would follow a failover to the other side`,
            "fetch the side's own name (the distribution's, the website endpoint's) and put the public one into host",
          ),
        ),
      ),
  },
  {
    reads: [["names"]],
    check: (site, host) =>
      when(
        !namesOf(host, site).some(({ name }) => name === host),
        ["names"],
        `${host} is not among its own names, so its records would stay where they are`,
        `add "- ${host}" to names`,
      ),
  },
  {
    reads: [
      ["visitor", "marker"],
      ["primary", "target"],
    ],
    check: ({ visitor: { marker }, primary }) =>
      when(
        marker === "via-cloudfront" && primary.target.kind !== "cloudfront",
        ["visitor", "marker"],
        "the primary is not a CloudFront distribution, so CloudFront can't tell which side served an answer",
        "write a marker with header, primary and secondary: a response header that each side sets to its own value",
      ),
  },
  {
    reads: [["visitor", "marker"]],
    check: ({ visitor: { marker } }) =>
      when(
        marker !== "via-cloudfront" && marker.primary === marker.secondary,
        ["visitor", "marker", "secondary"],
        "both sides have the same marker",
        "let each side set another value",
      ),
  },
  {
    reads: [
      ["policy", "latch"],
      ["policy", "failback"],
    ],
    check: ({ policy: { latch, failback } }) =>
      when(
        latch === false && failback.mode !== "automatic",
        ["policy", "latch"],
        `without the latch Route 53 goes back by itself, before anything is ${failback.mode === "manual" ? "approved" : "verified"}`,
        "leave latch out, or write failback: { mode: automatic }",
      ),
  },
  {
    reads: [
      ["policy", "latch"],
      ["policy", "failback"],
    ],
    check: ({ policy: { latch, failback } }) =>
      when(
        latch === true && failback.mode === "automatic",
        ["policy", "latch"],
        "the latch keeps visitors on the secondary, and failback automatic lets Route 53 take them back",
        "leave latch out, or write failback: { mode: verified }",
      ),
  },
  {
    reads: [
      ["notices", "topic"],
      ["secondary", "region"],
    ],
    check: ({ notices: { topic }, secondary }) =>
      when(
        topic !== undefined && topic.split(":")[3] !== secondary.region,
        ["notices", "topic"],
        `the topic is not in ${secondary.region}, where the control plane runs and publishes`,
        `name a topic in ${secondary.region}`,
      ),
  },
  {
    reads: [
      ["replication", "events"],
      ["primary", "region"],
    ],
    check: ({ replication: { events }, primary }) =>
      when(
        events !== undefined && events.split(":")[3] !== primary.region,
        ["replication", "events"],
        `the topic is not in ${primary.region}, and S3 tells only topics of the bucket's own region`,
        `name a topic in ${primary.region}`,
      ),
  },
  {
    reads: [
      ["replication", "heartbeat"],
      ["replication", "prefix"],
    ],
    check: ({ replication: { heartbeat, prefix } }) =>
      when(
        heartbeat !== undefined && !heartbeat.key.startsWith(prefix),
        ["replication", "heartbeat", "key"],
        `only keys below ${prefix} are replicated: the heartbeat would never arrive`,
        `write a key that begins with ${prefix}`,
      ),
  },
  {
    reads: [
      ["replication", "compareEvery"],
      ["policy", "stale"],
    ],
    check: ({ replication, policy }) =>
      when(
        replication.compareEvery > policy.stale.maxEvidenceAge,
        ["replication", "compareEvery"],
        "evidence gets too old between two comparisons, so the verdict would mostly be unknown",
        "compare more often than policy.stale.maxEvidenceAge",
      ),
  },
];
