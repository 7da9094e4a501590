import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { alarmRules } from "../../infra/service/alarmRules.ts";
import { describeService } from "../../infra/service/describe.ts";
import { loadSites } from "../../shared/config/load.ts";
import type { Site } from "../../shared/model/site.ts";
import { minutes } from "../../shared/model/time.ts";

/** What serverless.yml takes from sites.yml, where the example doesn't go. */
const example = exampleSite();
const named = (name: string): Site => ({ ...example, name, names: [{ name, types: ["A"] }] });

describe("the region", () => {
  test("is the sites' standby region unless another is asked for", () => {
    expect(describeService([example], {}).region).toBe("eu-west-1");
    expect(describeService([example], { region: "eu-north-1" }).region).toBe("eu-north-1");
  });

  test("is refused where the site itself would fail", () => {
    expect(() => describeService([example], { region: "eu-central-1" })).toThrow(
      /eu-central-1 is the primary region of www\.example\.com.*eu-west-1/,
    );
  });

  test("has to be one for all sites", () => {
    const elsewhere = { ...example, secondary: { ...example.secondary, region: "ap-northeast-1" } };
    expect(() => describeService([example, elsewhere], {})).toThrow(/eu-west-1, ap-northeast-1/);
  });

  test("without function URLs gets none", () => {
    expect(describeService([example], { region: "il-central-1" }).overrideUrl).toEqual({});
  });
});

describe("the rules", () => {
  const arns = Array.from(
    { length: 40 },
    (_, n) => `arn:aws:cloudwatch:us-east-1:123456789012:alarm:site-${n}-health`,
  );

  test("of many alarms are several, each within EventBridge's 2,048 characters, and none is left out", () => {
    const patterns = alarmRules("health", arns, "us-east-1").map(({ eventBridge }) => eventBridge.pattern);
    expect(patterns.length).toBe(2);
    expect(patterns.every((pattern) => JSON.stringify(pattern).length <= 2048)).toBe(true);
    expect(patterns.flatMap(({ resources }) => resources)).toEqual(arns);
  });

  test("of no alarm are none", () => {
    expect(alarmRules("health", [])).toEqual([]);
  });
});

describe("the roles", () => {
  test("keep sites apart that share a hosted zone", () => {
    const text = JSON.stringify(describeService([named("a.example.com"), named("*.example.com")], {}).roles);
    expect(text).toContain('"route53:ChangeResourceRecordSetsNormalizedRecordNames":["a.example.com"]');
    // As Route 53 normalises it: "*" is octal 052.
    expect(text).toContain('"route53:ChangeResourceRecordSetsNormalizedRecordNames":["\\\\052.example.com"]');
  });

  test("may publish to the service's topic and to the sites' own, each once", () => {
    const told = (name: string, topicArn: string | null): Site => ({
      ...named(name),
      notices: { topicArn, runbook: null },
    });
    const shop = "arn:aws:sns:eu-west-1:111122223333:shop";
    const sites = [told("a.example.com", null), told("b.example.com", shop), told("c.example.com", shop)];

    expect(JSON.stringify(describeService(sites, {}).roles)).toContain(
      `"Sid":"TellPeople","Effect":"Allow","Action":["sns:Publish"],"Resource":[{"Ref":"Notices"},"${shop}"]`,
    );
  });

  test("write a site's heartbeat to its primary bucket from one function, read it in the standby's, and nothing where there is none", () => {
    const heartbeat = { key: ".failover/heartbeat", every: minutes(1) };
    const beating: Site = { ...example, replication: { ...example.replication, heartbeat } };
    const granted = (site: Site, role: string) =>
      JSON.stringify(describeService([site], {}).roles.Resources[role]).match(
        /\{"Sid":"\w+Heartbeat"[^}]*\}/g,
      ) ?? [];
    const read =
      '{"Sid":"ReadHeartbeat","Effect":"Allow","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::www.example.com/.failover/heartbeat"]}';
    const write =
      '{"Sid":"WriteHeartbeat","Effect":"Allow","Action":["s3:PutObject"],"Resource":["arn:aws:s3:::example-site-primary/.failover/heartbeat"]}';

    expect(granted(beating, "ReconcileRole")).toEqual([read, write]);
    expect(granted(beating, "OverrideRole")).toEqual([read]);
    expect(granted(beating, "ReadinessRole")).toEqual([read]);
    expect(granted(example, "ReconcileRole")).toEqual([]);
  });

  test("that IAM would not take are refused while packaging", () => {
    const many = Array.from({ length: 30 }, (_, n) => named(`site-${n}.example.com`));
    expect(() => describeService(many, {})).toThrow(/policy of \d+ characters, and IAM takes 10240: split/);
  });
});

function exampleSite(): Site {
  const loaded = loadSites(join(import.meta.dirname, "../../sites.yml"));
  const site = loaded.kind === "ok" ? loaded.sites[0] : undefined;
  if (site === undefined) throw new Error("sites.yml holds no example site");
  return site;
}
