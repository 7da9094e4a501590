import { describe, expect, it } from "vitest";
import { adopt } from "../../../infra/adopt/adopt.ts";
import { aWholeSite, checkId, readerOf, type Site, toCloudFront } from "./world.ts";

/** No stack of ours is there; of buckets and records, what the site has. */
const adopted = async (site: Site, standbyRegion: string | null = null, host = "www.example.com") =>
  await adopt(
    {
      reader: readerOf(site),
      provision: {
        stacks: () => ({
          find: async () => null,
          template: async () => "",
          propose: async () => ({ kind: "none" }),
          drop: async () => {},
          execute: async () => {
            throw new Error("adopt changes nothing");
          },
          events: async () => [],
        }),
        ground: {
          exists: async (claim) => {
            if (claim.kind === "bucket") return site.buckets[claim.name] === undefined ? "no" : "yes";
            return site.records.some(({ Name }) => Name === `${claim.name.name}.`) ? "yes" : "no";
          },
          putProbe: async () => {
            throw new Error("adopt changes nothing");
          },
        },
        pause: async () => {},
        tell: () => {},
      },
    },
    host,
    { standbyRegion, writtenText: null },
  );

const found = async (site: Site, standbyRegion?: string) => {
  const answer = await adopted(site, standbyRegion);
  if (answer.kind !== "adopted") throw new Error(JSON.stringify(answer));
  return answer;
};

describe("a whole site", () => {
  it("has nothing of its own lacking", async () => {
    const { gaps, entry } = await found(aWholeSite());
    expect(gaps).toEqual([]);
    expect(entry.text).toContain(`    id: ${checkId}\n`);
    expect(entry.text).toContain("    - { name: example.com, types: [A] }\n");
    expect(entry.text).not.toContain("switch");
  });

  it("in a region whose website zone id is disputed is written with the one its record has", async () => {
    const site = aWholeSite();
    site.buckets = { ...site.buckets, "www.example.com": "af-south-1", "example.com": "af-south-1" };
    site.alarms = { ...site.alarms, "af-south-1 site-a": site.alarms["eu-west-1 site-a"] ?? [] };
    for (const { AliasTarget } of site.records)
      if (AliasTarget?.DNSName === "s3-website-eu-west-1.amazonaws.com.")
        Object.assign(AliasTarget, {
          DNSName: "s3-website.af-south-1.amazonaws.com.",
          HostedZoneId: "Z83WF9RJE8B12",
        });
    const { entry } = await found(site);
    expect(entry.text).toContain("target: { kind: s3-website, hostedZoneId: Z83WF9RJE8B12 }");
  });

  it("is watched by nobody new but the dashboard and the forwarding of its alarms", async () => {
    const { toMake } = await found(aWholeSite());
    expect(toMake.map(({ step }) => step)).toEqual([
      "dashboard www.example.com",
      "alarm-forwarding us-east-1",
    ]);
    expect(toMake[1]?.parameters).toEqual({
      StandbyRegion: "eu-west-1",
      AlarmArns: "arn:aws:cloudwatch:us-east-1:111122223333:alarm:health",
      Canary: "true",
    });
  });
});

describe("what is not there at all is provision's to make:", () => {
  it("a health check, with a switch", async () => {
    const site = aWholeSite();
    site.records = site.records.map(({ HealthCheckId: _, ...one }) => one);
    const { toMake, entry, gaps } = await found(site);
    expect(entry.text).toContain("healthCheck: { id: provision, alarms: [provision] }");
    expect(toMake.map(({ step }) => step)).toContain("switch-bucket www.example.com");
    expect(toMake.map(({ step }) => step)).toContain("health-check www.example.com");
    // Without its id there is no command yet that could put it onto the records.
    expect(gaps).toEqual([]);
  });

  it("a standby, where the site says it is to be", async () => {
    const site = aWholeSite();
    site.records = site.records.filter(({ Failover }) => Failover === "PRIMARY");
    site.buckets = { "site-a": "eu-central-1" };
    site.replication = null;
    expect(await adopted(site)).toMatchObject({
      kind: "notFound",
      remedy: expect.stringContaining("--standby-region"),
    });
    const { toMake } = await found(site, "eu-west-3");
    expect(toMake.slice(0, 2).map(({ step, region }) => [step, region])).toEqual([
      ["standby-bucket www.example.com", "eu-west-3"],
      ["redirect-bucket example.com", "eu-west-3"],
    ]);
  });
});

describe("what somebody's own resource lacks gets a command:", () => {
  const lacking = async (change: (site: Site) => void) => {
    const site = aWholeSite();
    change(site);
    return (await found(site)).gaps;
  };
  const aRule = (site: Site) => {
    const rule = site.replication?.rules[0];
    if (rule === undefined) throw new Error("no rule");
    return rule;
  };
  const configurationOf = (command: string): unknown => JSON.parse(/'(\{.*\})'/.exec(command)?.[1] ?? "");

  it("versioning", async () => {
    const gaps = await lacking((site) => site.versioned.delete("site-a"));
    expect(gaps.map(({ command }) => command)).toEqual([
      "aws s3api put-bucket-versioning --region eu-central-1 --bucket site-a --versioning-configuration Status=Enabled",
    ]);
  });

  it("a website", async () => {
    const [gap] = await lacking((site) => site.websites.delete("www.example.com"));
    expect(gap?.command).toContain("aws s3 website s3://www.example.com --region eu-west-1");
  });

  it("public read of the website", async () => {
    const [gap] = await lacking((site) => site.public.clear());
    expect(gap?.what).toContain("nobody may read the bucket www.example.com");
    expect(configurationOf(gap?.command ?? "")).toMatchObject({
      Statement: [{ Action: "s3:GetObject", Resource: "arn:aws:s3:::www.example.com/*" }],
    });
  });

  it("a replication rule's delete markers and metrics, with every other rule as it is", async () => {
    const other = { ID: "logs", Status: "Enabled", Filter: { Prefix: "logs/" } };
    const gaps = await lacking((site) => {
      const bare = {
        ID: "copy",
        Status: "Enabled",
        Prefix: "",
        Destination: { Bucket: "arn:aws:s3:::www.example.com" },
      };
      site.replication = { role: "arn:aws:iam::111122223333:role/copy", rules: [other, bare] };
    });
    expect(gaps.map(({ what }) => what)).toEqual([
      "the replication rule copy of site-a: what is deleted stays on the standby, it has no metrics",
    ]);
    expect(configurationOf(gaps[0]?.command ?? "")).toEqual({
      Role: "arn:aws:iam::111122223333:role/copy",
      Rules: [
        other,
        {
          ID: "copy",
          Priority: 1,
          Status: "Enabled",
          Filter: { Prefix: "" },
          DeleteMarkerReplication: { Status: "Enabled" },
          Destination: { Bucket: "arn:aws:s3:::www.example.com", Metrics: { Status: "Enabled" } },
        },
      ],
    });
  });

  it("a rule that is switched off", async () => {
    const [gap] = await lacking((site) => {
      site.replication = { role: "r", rules: [{ ...aRule(site), Status: "Disabled" }] };
    });
    expect(gap?.what).toContain("it is switched off");
  });

  it("replication at all, with the role it needs", async () => {
    const [gap] = await lacking((site) => {
      site.replication = null;
    });
    expect(gap?.what).toBe("nothing is copied from site-a to www.example.com");
    expect(gap?.command.split("\n").map((line) => line.split(" ").slice(1, 3).join(" "))).toEqual([
      "iam create-role",
      "iam put-role-policy",
      "s3api put-bucket-replication",
    ]);
  });

  it("a SECONDARY, without touching the PRIMARY", async () => {
    const [gap] = await lacking((site) => {
      site.records = site.records.filter(
        ({ Name, Failover }) => Name !== "example.com." || Failover === "PRIMARY",
      );
    });
    expect(configurationOf(gap?.command ?? "")).toEqual({
      Changes: [
        {
          Action: "CREATE",
          ResourceRecordSet: {
            Name: "example.com",
            Type: "A",
            SetIdentifier: "secondary",
            Failover: "SECONDARY",
            AliasTarget: {
              DNSName: "s3-website-eu-west-1.amazonaws.com",
              HostedZoneId: "Z1BKCTXD74EZPE",
              EvaluateTargetHealth: false,
            },
          },
        },
      ],
    });
  });

  it("a plain alias becomes a pair, in one batch", async () => {
    const plain = { Name: "example.com.", Type: "A", AliasTarget: toCloudFront };
    const [gap] = await lacking((site) => {
      site.records = [...site.records.slice(0, 2), plain];
    });
    expect(gap?.what).toBe("example.com A: it is no failover record, so its visitors never fail over");
    expect(configurationOf(gap?.command ?? "")).toMatchObject({
      Changes: [
        { Action: "DELETE", ResourceRecordSet: plain },
        { Action: "CREATE", ResourceRecordSet: { Failover: "PRIMARY", HealthCheckId: checkId } },
        { Action: "CREATE", ResourceRecordSet: { Failover: "SECONDARY" } },
      ],
    });
  });
});

it.each([
  ["of no zone here", "www.example.org", (_: Site) => {}, "no public hosted zone"],
  [
    "that is no alias of CloudFront",
    "www.example.com",
    (site: Site) => {
      site.records = [];
    },
    "is no alias record",
  ],
  [
    "whose bucket is gone",
    "www.example.com",
    (site: Site) => {
      delete site.buckets["site-a"];
    },
    "bucket site-a is not there",
  ],
])("a host %s is said, and what to do", async (_, host, change, because) => {
  const site = aWholeSite();
  change(site);
  expect(await adopted(site, null, host)).toMatchObject({
    kind: "notFound",
    because: expect.stringContaining(because),
  });
});
