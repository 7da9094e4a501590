import { describe, expect, it } from "vitest";
import { type LoadedSites, parseSites } from "../../shared/config/load.ts";
import type { Site } from "../../shared/model/site.ts";
import { ms } from "../../shared/model/time.ts";

/** The least that a site needs. Line 1 is "sites:". */
const least = `sites:
  www.example.com:
    hostedZone: { id: Z0EXAMPLE1ZONE }
    primary:
      region: eu-central-1
      bucket: example-site-primary
      target: { kind: cloudfront, distributionId: E1EXAMPLE12345, domainName: d111111abcdef8.cloudfront.net }
      probes: ["https://d111111abcdef8.cloudfront.net/"]
    secondary:
      region: eu-west-1
      bucket: example-site-standby
      target: { kind: alias, domainName: d-1.execute-api.eu-west-1.amazonaws.com, hostedZoneId: ZLY8HYME6SFDD }
      probes: ["https://d-1.execute-api.eu-west-1.amazonaws.com/"]
    healthCheck: { id: 11111111-2222-3333-4444-555555555555 }
    replication: { ruleId: site-to-standby }
`;

const cloudfront =
  "target: { kind: cloudfront, distributionId: E1EXAMPLE12345, domainName: d111111abcdef8.cloudfront.net }";
const alias =
  "target: { kind: alias, domainName: d-1.execute-api.eu-west-1.amazonaws.com, hostedZoneId: ZLY8HYME6SFDD }";

/** The least site with one line in place of another; `from` must be there. */
function changed(from: string, to: string, text = least): string {
  expect(text).toContain(from);
  return text.replace(from, to);
}

/** The least site with lines added at its end; line 16 is the first of them. */
const added = (lines: string): string => `${least}    ${lines}\n`;

/** With an S3 website as the standby. */
const website = changed(
  "bucket: example-site-standby",
  "bucket: www.example.com",
  changed(alias, "target: { kind: s3-website }"),
);
const plainWebsite = `${website}    visitor: { scheme: http }\n    names: [{ name: www.example.com, types: [A] }]\n`;

function load(text: string): LoadedSites {
  return parseSites(text, "sites.yml");
}

function siteOf(text: string): Site | undefined {
  const loaded = load(text);
  expect(loaded.kind === "invalid" && loaded.problems).toBe(false);
  return loaded.kind === "ok" ? loaded.sites[0] : undefined;
}

/** Each problem as place, path, message, remedy. */
function problemsOf(text: string): readonly string[][] {
  const loaded = load(text);
  const found = loaded.kind === "invalid" ? loaded.problems : [];
  return found.map(({ file, line, column, path, message, remedy }) => [
    `${file}:${line}:${column}`,
    path.replace('sites."www.example.com".', ""),
    message,
    remedy,
  ]);
}

const warningsOf = (text: string): readonly string[][] => {
  const loaded = load(text);
  return loaded.kind === "ok"
    ? loaded.warnings.map(({ line, column, message }) => [`${line}:${column}`, message])
    : [["invalid"]];
};

describe("what need not be written", () => {
  it("has sane defaults", () => {
    const site = siteOf(least);

    expect(site?.names).toEqual([{ name: "www.example.com", types: ["A", "AAAA"] }]);
    expect(site?.hostedZone.nameServers).toEqual([]);
    expect(site?.visitor).toEqual({
      scheme: "https",
      port: 443,
      path: "/",
      timeoutMs: ms(5_000),
      marker: { kind: "via-cloudfront" },
    });
    expect(site?.healthCheck).toMatchObject({ interval: ms(30_000), threshold: 3, alarms: [] });
    expect(site?.replication).toEqual({
      ruleId: "site-to-standby",
      prefix: "",
      window: ms(900_000),
      compareEvery: ms(900_000),
      alarms: [],
      eventsTopic: null,
      heartbeat: null,
    });
    expect(site?.notices).toEqual({ topicArn: null, runbook: null });
    expect(site?.policy).toEqual({
      latch: true,
      gate: true,
      stale: {
        when: "serve",
        maxLag: ms(900_000),
        maxKeys: 0,
        maxReleases: 0,
        maxEvidenceAge: ms(86_400_000),
        agesInOutage: false,
      },
      failback: { mode: "verified", stableFor: ms(300_000) },
      cooldown: ms(600_000),
      flipRate: { max: 4, within: ms(86_400_000) },
      shadow: { greenFor: ms(600_000) },
      twoPerson: null,
    });
    expect(warningsOf(least)).toEqual([]);
  });

  it("follows what is: no latch where Route 53 may go back by itself, port 80 for http", () => {
    expect(siteOf(added("policy: { failback: { mode: automatic } }"))?.policy.latch).toBe(false);
    expect(siteOf(added("visitor: { scheme: http }"))?.visitor.port).toBe(80);
  });
});

describe("what may be written in more than one way", () => {
  it("reads spans in short and in ISO 8601", () => {
    const policy = siteOf(added("policy: { cooldown: PT2H, failback: { stableFor: 1h30m } }"))?.policy;

    expect(policy?.cooldown).toBe(ms(7_200_000));
    expect(policy?.failback.stableFor).toBe(ms(5_400_000));
  });

  it("reads shadow and twoPerson as false or as a span", () => {
    expect(siteOf(added("policy: { shadow: false, twoPerson: { within: 30m } }"))?.policy).toMatchObject({
      shadow: null,
      twoPerson: { within: ms(1_800_000) },
    });
  });

  it("reads a name as text, with both types, or with the types it has", () => {
    expect(siteOf(added("names: [www.example.com, { name: example.com, types: [A] }]"))?.names).toEqual([
      { name: "www.example.com", types: ["A", "AAAA"] },
      { name: "example.com", types: ["A"] },
    ]);
  });

  it("reads a marker of the site's own, and a status as one or as a range", () => {
    const probe =
      "probes: [{ url: 'http://192.0.2.7:8080/', status: 200-299, host: www.example.com, timeout: 2s }]";
    const text = changed('probes: ["https://d111111abcdef8.cloudfront.net/"]', probe);
    const site = siteOf(`${text}    visitor: { marker: { header: x-side, primary: a, secondary: b } }\n`);

    expect(site?.visitor.marker).toEqual({ kind: "header", name: "x-side", primary: "a", secondary: "b" });
    expect(site?.primary.probes).toEqual([
      {
        url: "http://192.0.2.7:8080/",
        host: "www.example.com",
        status: { from: 200, to: 299 },
        text: null,
        sha256: null,
        bytes: null,
        contentType: null,
        location: null,
        timeoutMs: ms(2_000),
      },
    ]);
  });

  it("reads what a probe's answer has to be: its media type, where it leads", () => {
    const probe =
      "probes: [{ url: 'http://192.0.2.7/', contentType: text/html, location: 'https://www.example.com/new/' }]";
    const site = siteOf(changed('probes: ["https://d111111abcdef8.cloudfront.net/"]', probe));
    expect(site?.primary.probes).toMatchObject([
      { contentType: "text/html", location: "https://www.example.com/new/" },
    ]);
  });

  it("reads name servers with their port, IPv6 in brackets", () => {
    const servers = 'nameServers: ["192.0.2.53:5353", "[2001:db8::53]:53"]';

    expect(
      siteOf(changed("id: Z0EXAMPLE1ZONE", `id: Z0EXAMPLE1ZONE, ${servers}`))?.hostedZone.nameServers,
    ).toEqual(["192.0.2.53:5353", "[2001:db8::53]:53"]);
  });

  it("takes the zone id of a website endpoint from the file where sources differ", () => {
    const text = plainWebsite
      .replace("region: eu-west-1", "region: eu-south-1")
      .replace("kind: s3-website", "kind: s3-website, hostedZoneId: Z30OZKI7KPW7MI");

    expect(siteOf(text)?.secondary.target).toEqual({
      kind: "s3-website",
      domainName: "s3-website.eu-south-1.amazonaws.com",
      hostedZoneId: "Z30OZKI7KPW7MI",
    });
    expect(warningsOf(text)).toEqual([]);
  });
});

describe("a value that is not what it should be", () => {
  it.each<[what: string, text: string, problem: string[]]>([
    [
      "an unknown key",
      changed("region: eu-central-1", "regoin: eu-central-1\n      region: eu-central-1"),
      ["sites.yml:5:7", "primary.regoin", 'unknown key "regoin"', 'did you mean "region"?'],
    ],
    [
      "an unknown key like no other",
      changed("{ ruleId: site-to-standby }", "{ ruleId: x, colour: red }"),
      [
        "sites.yml:15:31",
        "replication.colour",
        'unknown key "colour"',
        "keys known here: ruleId, prefix, window, compareEvery, alarms, events, heartbeat",
      ],
    ],
    [
      "a list for keys",
      added("visitor: [http]"),
      [
        "sites.yml:16:15",
        'visitor."0"',
        "a list stands where keys are expected",
        "keys known here: scheme, port, path, timeout, marker",
      ],
    ],
    [
      "a missing key",
      changed("      region: eu-central-1\n", ""),
      [
        "sites.yml:4:5",
        "primary.region",
        '"region" is missing',
        'add region (AWS region of the bucket.), for example "eu-central-1"',
      ],
    ],
    [
      "a key left empty",
      changed("region: eu-central-1", "region:"),
      [
        "sites.yml:5:7",
        "primary.region",
        "nothing is not text",
        `write a region's code, like "eu-central-1"`,
      ],
    ],
    [
      "a region's name for its code",
      changed("region: eu-central-1", "region: Ireland"),
      ["sites.yml:5:7", "primary.region", `"Ireland" is not a region's code`, 'write it like "eu-central-1"'],
    ],
    [
      "a span without unit",
      added("policy: { cooldown: 600 }"),
      [
        "sites.yml:16:15",
        "policy.cooldown",
        "600 is not a duration",
        'write a span with its unit, like "10m", "90s", "1h30m" or "PT2H"',
      ],
    ],
    [
      "a span beyond reason",
      added("visitor: { timeout: 1h }"),
      ["sites.yml:16:16", "visitor.timeout", '"1h" is too long', "write at most 10 s"],
    ],
    [
      "a record type that has no failover pair",
      added("names: [{ name: www.example.com, types: [MX] }]"),
      [
        "sites.yml:16:46",
        "names[0].types[0]",
        '"MX" is not a record type that can fail over here',
        "write A, AAAA or both",
      ],
    ],
    [
      "a health check's name for its id",
      changed("11111111-2222-3333-4444-555555555555", "my-check"),
      [
        "sites.yml:14:20",
        "healthCheck.id",
        `"my-check" is not a health check's id (a UUID)`,
        'write it like "11111111-2222-3333-4444-555555555555"',
      ],
    ],
    [
      "a hosted zone id as the API prints it",
      changed("Z0EXAMPLE1ZONE", "/hostedzone/Z0EXAMPLE1ZONE"),
      [
        "sites.yml:3:19",
        "hostedZone.id",
        '"/hostedzone/Z0EXAMPLE1ZONE" is not a hosted zone id, without "/hostedzone/"',
        'write it like "Z0EXAMPLE1ZONE"',
      ],
    ],
    [
      "a name server's port missing",
      changed("id: Z0EXAMPLE1ZONE", 'id: Z0EXAMPLE1ZONE, nameServers: ["192.0.2.53"]'),
      [
        "sites.yml:3:53",
        "hostedZone.nameServers[0]",
        '"192.0.2.53" is not an IP address and port',
        'write it like "192.0.2.53:53"',
      ],
    ],
    [
      "a name server that is no address",
      changed("id: Z0EXAMPLE1ZONE", 'id: Z0EXAMPLE1ZONE, nameServers: ["192.0.2.530:53"]'),
      [
        "sites.yml:3:53",
        "hostedZone.nameServers[0]",
        '"192.0.2.530:53" is not an IP address and port',
        'write it like "192.0.2.53:53" or "[2001:db8::53]:53"',
      ],
    ],
    [
      "a health alarm outside us-east-1",
      changed("{ id: 1", "{ alarms: ['arn:aws:cloudwatch:eu-west-1:111122223333:alarm:x'], id: 1"),
      [
        "sites.yml:14:29",
        "healthCheck.alarms[0]",
        '"arn:aws:cloudwatch:eu-west-1:111122223333:alarm:x" is not the ARN of a CloudWatch alarm in us-east-1, the only region with health check metrics',
        'write it like "arn:aws:cloudwatch:us-east-1:111122223333:alarm:www.example.com-health"',
      ],
    ],
    [
      "an interval that Route 53 does not have",
      changed("{ id: 1", "{ interval: 60s, id: 1"),
      [
        "sites.yml:14:20",
        "healthCheck.interval",
        "Route 53 probes every 10 or 30 seconds",
        "write 10s or 30s",
      ],
    ],
    [
      "a kind of target that nobody knows",
      changed(alias, "target: { kind: s3 }"),
      [
        "sites.yml:12:17",
        "secondary.target.kind",
        '"s3" is not a kind of target',
        "write kind: cloudfront, kind: s3-website or kind: alias below target",
      ],
    ],
    [
      "a target without its kind",
      changed(alias, "target: s3-website"),
      [
        "sites.yml:12:7",
        "secondary.target",
        '"s3-website" is not a target',
        "write kind: cloudfront, kind: s3-website or kind: alias below target",
      ],
    ],
    [
      "a URL of another scheme",
      changed('["https://d-1.execute-api.eu-west-1.amazonaws.com/"]', '["ftp://example.net/"]'),
      [
        "sites.yml:13:16",
        "secondary.probes[0]",
        '"ftp://example.net/" is not an http or https URL',
        'write it like "https://d111111abcdef8.cloudfront.net/"',
      ],
    ],
    [
      "a fault deep in a probe's keys",
      changed(
        '["https://d-1.execute-api.eu-west-1.amazonaws.com/"]',
        "[{ url: 'https://example.net/', status: 42 }]",
      ),
      [
        "sites.yml:13:47",
        "secondary.probes[0].status",
        "42 is not an HTTP status",
        "write one, like 200, or a range, like 200-399",
      ],
    ],
    [
      "a checksum that is none",
      changed(
        '["https://d-1.execute-api.eu-west-1.amazonaws.com/"]',
        "[{ url: 'https://example.net/', sha256: abc }]",
      ),
      [
        "sites.yml:13:47",
        "secondary.probes[0].sha256",
        '"abc" is no SHA-256',
        "write it in hex, as sha256sum prints it",
      ],
    ],
    [
      "a range upside down",
      changed(
        '["https://d-1.execute-api.eu-west-1.amazonaws.com/"]',
        "[{ url: 'https://example.net/', status: 399-200 }]",
      ),
      [
        "sites.yml:13:47",
        "secondary.probes[0].status",
        "the range of statuses is upside down",
        "write the lower one first",
      ],
    ],
    [
      "a FIFO topic, which has no people to tell",
      added("notices: { topic: 'arn:aws:sns:eu-west-1:111122223333:www.fifo' }"),
      [
        "sites.yml:16:16",
        "notices.topic",
        '"arn:aws:sns:eu-west-1:111122223333:www.fifo" is not the ARN of a standard SNS topic',
        'write it like "arn:aws:sns:eu-west-1:111122223333:www-example-com"',
      ],
    ],
    [
      "a runbook that is no https URL",
      added("notices: { runbook: http://wiki.example.com/runbook }"),
      [
        "sites.yml:16:16",
        "notices.runbook",
        '"http://wiki.example.com/runbook" is not an https URL without #',
        'write it like "https://wiki.example.com/runbook"',
      ],
    ],
    [
      "a runbook that names a part of the page, to which nothing can be added",
      added("notices: { runbook: 'https://wiki.example.com/runbook#outage' }"),
      [
        "sites.yml:16:16",
        "notices.runbook",
        '"https://wiki.example.com/runbook#outage" is not an https URL without #',
        'write it like "https://wiki.example.com/runbook"',
      ],
    ],
    [
      "no probe at all",
      changed('["https://d-1.execute-api.eu-west-1.amazonaws.com/"]', "[]"),
      ["sites.yml:13:7", "secondary.probes", "the list is empty", "write at least one item"],
    ],
    [
      "true where only false or keys make sense",
      added("policy: { shadow: true }"),
      [
        "sites.yml:16:15",
        "policy.shadow",
        "this is neither false nor a mapping",
        "write false, or greenFor: 10m below it",
      ],
    ],
    [
      "a number with a fraction",
      added("policy: { flipRate: { max: 0.5 } }"),
      [
        "sites.yml:16:27",
        "policy.flipRate.max",
        "0.5 is not a whole number from 1 to 1000",
        "write a number, like 1",
      ],
    ],
  ])("%s: names line, path and remedy", (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it("does not hide the others: all are told at once, in the order of the lines", () => {
    const text = changed("region: eu-central-1", "region: 1").replace(
      "bucket: example-site-standby",
      "bucket: NO",
    );
    const both = text.replace("{ ruleId: site-to-standby }", "{}").concat("    policy: { latch: false }\n");

    expect(problemsOf(both).map(([place, path]) => `${place} ${path}`)).toEqual([
      "sites.yml:5:7 primary.region",
      "sites.yml:11:7 secondary.bucket",
      "sites.yml:15:5 replication.ruleId",
      "sites.yml:16:15 policy.latch",
    ]);
  });
});

describe("values that don't go together", () => {
  it.each<[what: string, text: string, problem: string[]]>([
    [
      "both sides in one region",
      changed("region: eu-west-1", "region: eu-central-1"),
      [
        "sites.yml:10:7",
        "secondary.region",
        "both sides are in eu-central-1: one outage would take both",
        "put the secondary into another region",
      ],
    ],
    [
      "a region of another partition",
      changed("region: eu-west-1", "region: cn-north-1"),
      [
        "sites.yml:10:7",
        "secondary.region",
        "cn-north-1 is not in the aws partition: other partitions have a Route 53 and CloudFront of their own",
        "use a region of the aws partition, like eu-west-1",
      ],
    ],
    [
      "one bucket for both",
      changed("bucket: example-site-standby", "bucket: example-site-primary"),
      [
        "sites.yml:11:7",
        "secondary.bucket",
        "both sides use the bucket example-site-primary",
        "name the bucket in the secondary's region that S3 replicates to",
      ],
    ],
    [
      "CloudFront on both sides",
      changed(alias, cloudfront),
      [
        "sites.yml:12:17",
        "secondary.target.kind",
        "both sides are CloudFront: a host name belongs to one distribution only, so the other could not serve it",
        "use kind: s3-website or kind: alias for the secondary; for an outage of the bucket alone, give the distribution an origin group",
      ],
    ],
    [
      "a website whose bucket is not named like the host",
      changed("bucket: www.example.com", "bucket: example-site-standby", plainWebsite),
      [
        "sites.yml:11:7",
        "secondary.bucket",
        "an S3 website finds its bucket by the host name, so example-site-standby would never be asked",
        "name the bucket www.example.com, or use kind: alias with a target that can reach any bucket",
      ],
    ],
    [
      "a further name that the website has no bucket for",
      changed("types: [A] }]", "types: [A] }, { name: example.com, types: [A] }]", plainWebsite),
      [
        "sites.yml:9:5",
        "secondary.buckets",
        "example.com has no bucket of its own on the secondary, so its visitors would get NoSuchBucket from the S3 website",
        "make a bucket example.com in eu-west-1 that redirects to www.example.com, and list it below buckets",
      ],
    ],
    [
      "a website in a region whose zone id sources differ on",
      changed("region: eu-west-1", "region: af-south-1", plainWebsite),
      [
        "sites.yml:12:7",
        "secondary.target",
        "the zone id of the S3 website endpoint of af-south-1 is Z83WF9RJE8B12 or Z11KHD8FBVPUYU: sources differ",
        'look it up in the AWS General Reference, "Amazon S3 website endpoints", and add it here as hostedZoneId',
      ],
    ],
    [
      "a website in a region that is not known",
      changed("region: eu-west-1", "region: eu-west-9", plainWebsite),
      [
        "sites.yml:12:7",
        "secondary.target",
        "the zone id of the S3 website endpoint of eu-west-9 is not known here",
        'look it up in the AWS General Reference, "Amazon S3 website endpoints", and add it here as hostedZoneId',
      ],
    ],
    [
      "a probe of the public name",
      changed("https://d111111abcdef8.cloudfront.net/", "https://www.example.com/health"),
      [
        "sites.yml:8:16",
        "primary.probes[0]",
        "www.example.com is a public name of the site: the probe would follow a failover to the other side",
        "fetch the side's own name (the distribution's, the website endpoint's) and put the public one into host",
      ],
    ],
    [
      "names without the site's own",
      added("names: [example.com]"),
      [
        "sites.yml:16:5",
        "names",
        "www.example.com is not among its own names, so its records would stay where they are",
        'add "- www.example.com" to names',
      ],
    ],
    [
      "a name twice",
      added("names: [www.example.com, www.example.com]"),
      [
        "sites.yml:16:30",
        "names[1]",
        "www.example.com stands here twice",
        "let each name stand in one place",
      ],
    ],
    [
      "a marker that both sides share",
      added("visitor: { marker: { header: x-side, primary: a, secondary: a } }"),
      [
        "sites.yml:16:54",
        "visitor.marker.secondary",
        "both sides have the same marker",
        "let each side set another value",
      ],
    ],
    [
      "a topic where nobody publishes",
      added("notices: { topic: 'arn:aws:sns:us-east-1:111122223333:www-example-com' }"),
      [
        "sites.yml:16:16",
        "notices.topic",
        "the topic is not in eu-west-1, where the control plane runs and publishes",
        "name a topic in eu-west-1",
      ],
    ],
    [
      "no latch, and a failback that waits",
      added("policy: { latch: false }"),
      [
        "sites.yml:16:15",
        "policy.latch",
        "without the latch Route 53 goes back by itself, before anything is verified",
        "leave latch out, or write failback: { mode: automatic }",
      ],
    ],
    [
      "no latch, and a failback that a person approves",
      added("policy: { latch: false, failback: { mode: manual } }"),
      [
        "sites.yml:16:15",
        "policy.latch",
        "without the latch Route 53 goes back by itself, before anything is approved",
        "leave latch out, or write failback: { mode: automatic }",
      ],
    ],
    [
      "a latch, and a failback of Route 53's own",
      added("policy: { latch: true, failback: { mode: automatic } }"),
      [
        "sites.yml:16:15",
        "policy.latch",
        "the latch keeps visitors on the secondary, and failback automatic lets Route 53 take them back",
        "leave latch out, or write failback: { mode: verified }",
      ],
    ],
    [
      "comparisons rarer than evidence lasts",
      changed("{ ruleId: site-to-standby }", "{ ruleId: x, compareEvery: 2h }").concat(
        "    policy: { stale: { maxEvidenceAge: 1h } }\n",
      ),
      [
        "sites.yml:15:31",
        "replication.compareEvery",
        "evidence gets too old between two comparisons, so the verdict would mostly be unknown",
        "compare more often than policy.stale.maxEvidenceAge",
      ],
    ],
  ])("%s: refused, with a remedy", (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it("S3 websites on both sides: refused, since only one bucket can have the host's name", () => {
    const text = changed(cloudfront, "target: { kind: s3-website }", plainWebsite);

    expect(problemsOf(text).map(([place, path]) => `${place} ${path}`)).toEqual([
      "sites.yml:6:7 primary.bucket",
      "sites.yml:12:17 secondary.target.kind",
      "sites.yml:16:5 visitor.marker",
    ]);
  });

  it("a primary without CloudFront, marked by CloudFront: refused", () => {
    const text = changed(
      cloudfront,
      "target: { kind: alias, domainName: d-2.example.net, hostedZoneId: Z0EXAMPLE }",
    );

    expect(problemsOf(text).map(([, , message]) => message)).toEqual([
      "the primary is not a CloudFront distribution, so CloudFront can't tell which side served an answer",
    ]);
  });

  it("a name in two sites: refused at the second, whichever line it stands on", () => {
    const other = least
      .replace("sites:\n", "")
      .replace("www.example.com:", "shop.example.com:")
      .concat("    names: [shop.example.com, www.example.com]\n");

    const loaded = load(least + other);

    expect(loaded).toEqual({
      kind: "invalid",
      problems: [
        {
          file: "sites.yml",
          line: 30,
          column: 31,
          path: 'sites."shop.example.com".names[1]',
          message: "www.example.com belongs to the site www.example.com already",
          remedy: "let each name stand in one place",
        },
      ],
    });
  });

  it("a fault in one site does not hide what is wrong with another", () => {
    const other = changed("region: eu-west-1", "region: eu-central-1")
      .replace("sites:\n", "")
      .replace("www.example.com:", "shop.example.com:");

    const text = changed("region: eu-central-1", "region: 7") + other;

    expect(problemsOf(text).map(([place, path]) => `${place} ${path}`)).toEqual([
      "sites.yml:5:7 primary.region",
      'sites.yml:24:7 sites."shop.example.com".secondary.region',
    ]);
  });
});

describe("what works, and yet may not be meant", () => {
  it.each<[what: string, text: string, warnings: string[][]]>([
    ["a website standby for IPv4 and http alone", plainWebsite, []],
    [
      "a website standby for https and IPv6",
      website,
      [
        [
          "12:17",
          "an S3 website has no HTTPS: visitors who come by https:// get no answer from the secondary",
        ],
        ["12:17", "an S3 website has no IPv6: Route 53 alone can't move AAAA to the secondary"],
      ],
    ],
    [
      "a region that is not known",
      changed("region: eu-west-1", "region: eu-wset-1"),
      [["10:7", "eu-wset-1 is not a region known here"]],
    ],
    [
      "a zone id unlike the known one",
      changed("kind: s3-website", "kind: s3-website, hostedZoneId: Z0OTHER", plainWebsite),
      [["12:35", "the zone id of S3 website endpoints in eu-west-1 is Z1BKCTXD74EZPE here, not Z0OTHER"]],
    ],
    [
      "a primary that fails together with the records lever",
      changed("region: eu-central-1", "region: us-east-1"),
      [
        [
          "5:7",
          "every Route 53 API call is made in us-east-1: when that region fails, the records lever fails with it",
        ],
      ],
    ],
    [
      "a standby in the region of the records lever",
      changed("region: eu-west-1", "region: us-east-1"),
      [
        [
          "10:7",
          "every Route 53 API call is made in us-east-1: when that region fails, the records lever fails with it",
        ],
      ],
    ],
    [
      "a replication alarm where no such metric is",
      changed(
        "{ ruleId: site-to-standby }",
        "{ ruleId: x, alarms: ['arn:aws:cloudwatch:eu-west-2:111122223333:alarm:x'] }",
      ),
      [["15:40", '"eu-west-2" is neither side\'s region, and S3 publishes replication metrics only there']],
    ],
  ])("%s", (_, text, warnings) => {
    expect(warningsOf(text)).toEqual(warnings);
  });
});

describe("a switch", () => {
  const ids = ["1", "2", "3", "4"].map((n) => `11111111-2222-3333-4444-00000000000${n}`);
  const [endpoint, hold, force1, force2] = ids;
  const checks = `{ endpoint: ${endpoint}, hold: ${hold}, force: [${force1}, ${force2}] }`;
  const written = `switch: { bucket: example-switch, checks: ${checks} }`;

  it("stands in the standby's region, with objects named hold and force unless written", () => {
    const named = written.replace("example-switch,", "example-switch, hold: stay, force: go,");

    expect(siteOf(added(written))?.switch).toEqual({
      bucket: "example-switch",
      region: "eu-west-1",
      endpoint: "http://example-switch.s3.eu-west-1.amazonaws.com",
      keys: { hold: "hold", force: "force" },
      checks: { endpoint, hold, force: [force1, force2] },
    });
    expect(siteOf(added(named))?.switch?.keys).toEqual({ hold: "stay", force: "go" });
    expect(siteOf(least)?.switch).toBeNull();
  });

  it.each<[what: string, text: string, problem: string[]]>([
    [
      "a child that is the calculated check itself",
      written.replace(endpoint ?? "", "11111111-2222-3333-4444-555555555555"),
      [
        "sites.yml:16:49",
        "switch.checks.endpoint",
        "healthCheck.id is the calculated check itself, and can't be its own child",
        "write the calculated check's id at healthCheck, and its four children's ids here",
      ],
    ],
    [
      "one child twice",
      written.replace(force2 ?? "", force1 ?? ""),
      [
        "sites.yml:16:187",
        "switch.checks.force[1]",
        "this check stands here twice, and Route 53 would count it once",
        "name four checks; force needs two of its own, as a threshold can't weigh one double",
      ],
    ],
    [
      "one check of the object force",
      written.replace(`, ${force2}`, ""),
      [
        "sites.yml:16:141",
        "switch.checks.force",
        "2 inverted checks probe the object force, not 1",
        "write their ids, like [ID, ID]",
      ],
    ],
    [
      "a bucket that holds the site",
      written.replace("example-switch", "example-site-standby"),
      [
        "sites.yml:16:15",
        "switch.bucket",
        "the secondary keeps the site in this bucket: what replication or a deploy writes there would pull the switch",
        "give the switch a bucket of its own in the secondary's region",
      ],
    ],
    [
      "one object for both",
      written.replace("example-switch,", "example-switch, hold: one, force: one,"),
      ["sites.yml:16:50", "switch.force", "hold and force are the same object", "name two objects"],
    ],
    [
      "a key that would need escaping",
      written.replace("example-switch,", "example-switch, hold: a b,"),
      [
        "sites.yml:16:39",
        "switch.hold",
        `"a b" is not an object's key of letters, digits, dots and dashes`,
        'write it like "hold"',
      ],
    ],
    [
      "a bucket with a dot",
      written.replace("example-switch", "switch.example.com"),
      [
        "sites.yml:16:15",
        "switch.bucket",
        "a bucket with a dot in its name can't be reached by HTTPS under its own host name",
        "name it with dashes, like example-site-switch",
      ],
    ],
  ])("%s", (_, line, problem) => {
    expect(problemsOf(added(line))).toEqual([problem]);
  });

  it("of two sites is two switches", () => {
    const other = least
      .replace("sites:\n", "")
      .replaceAll("www.example.com", "shop.example.com")
      .concat(`    ${written}\n`);

    const loaded = load(added(written) + other);

    expect(loaded.kind === "invalid" && loaded.problems.map(({ path, message }) => [path, message])).toEqual([
      [
        'sites."shop.example.com".switch.hold',
        "example-switch/hold is the switch of the site www.example.com already: an order for one would steer both",
      ],
      [
        'sites."shop.example.com".switch.force',
        "example-switch/force is the switch of the site www.example.com already: an order for one would steer both",
      ],
    ]);
  });
});
