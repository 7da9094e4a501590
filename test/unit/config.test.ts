import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonSchemaText, schemaFile } from "../../shared/config/jsonSchema.ts";
import { loadSites, parseSites } from "../../shared/config/load.ts";
import { sayProblems } from "../../shared/config/problem.ts";
import { regionNames, websiteEndpoint } from "../../shared/config/regions.ts";
import type { Site } from "../../shared/model/site.ts";
import { hours, ms } from "../../shared/model/time.ts";

const example: Site = {
  name: "www.example.com",
  names: [
    { name: "www.example.com", types: ["A", "AAAA"] },
    { name: "example.com", types: ["A", "AAAA"] },
  ],
  hostedZone: { id: "Z0EXAMPLE1ZONE", nameServers: [] },
  primary: {
    region: "eu-central-1",
    bucket: "example-site-primary",
    target: {
      kind: "cloudfront",
      distributionId: "E1EXAMPLE12345",
      domainName: "d111111abcdef8.cloudfront.net",
      hostedZoneId: "Z2FDTNDATAQYW2",
    },
    probes: [
      {
        url: "https://d111111abcdef8.cloudfront.net/",
        host: "www.example.com",
        status: { from: 200, to: 399 },
        text: null,
        sha256: null,
        bytes: null,
        contentType: null,
        location: null,
        timeoutMs: ms(5_000),
      },
      {
        url: "https://d111111abcdef8.cloudfront.net/health.txt",
        host: "www.example.com",
        status: { from: 200, to: 200 },
        text: "ok",
        sha256: null,
        bytes: null,
        contentType: null,
        location: null,
        timeoutMs: ms(3_000),
      },
    ],
  },
  secondary: {
    region: "eu-west-1",
    bucket: "www.example.com",
    target: {
      kind: "s3-website",
      domainName: "s3-website-eu-west-1.amazonaws.com",
      hostedZoneId: "Z1BKCTXD74EZPE",
    },
    probes: [
      {
        url: "http://www.example.com.s3-website-eu-west-1.amazonaws.com/",
        host: null,
        status: { from: 200, to: 399 },
        text: null,
        sha256: null,
        bytes: null,
        contentType: null,
        location: null,
        timeoutMs: ms(5_000),
      },
    ],
  },
  visitor: { scheme: "http", port: 80, path: "/", timeoutMs: ms(5_000), marker: { kind: "via-cloudfront" } },
  healthCheck: {
    id: "11111111-2222-3333-4444-555555555555",
    interval: ms(30_000),
    threshold: 3,
    alarms: ["arn:aws:cloudwatch:us-east-1:111122223333:alarm:www.example.com-health"],
  },
  switch: {
    bucket: "example-site-switch",
    region: "eu-west-1",
    endpoint: "http://example-site-switch.s3.eu-west-1.amazonaws.com",
    keys: { hold: "hold", force: "force" },
    checks: {
      endpoint: "11111111-2222-3333-4444-000000000001",
      hold: "11111111-2222-3333-4444-000000000002",
      force: ["11111111-2222-3333-4444-000000000003", "11111111-2222-3333-4444-000000000004"],
    },
  },
  replication: {
    ruleId: "site-to-standby",
    prefix: "",
    window: ms(900_000),
    compareEvery: ms(900_000),
    alarms: [
      "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:www.example.com-replication-latency",
      "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:www.example.com-replication-failed",
    ],
    eventsTopic: "arn:aws:sns:eu-central-1:111122223333:www-example-com-replication",
    heartbeat: null,
  },
  releases: null,
  notices: { topicArn: null, runbook: null },
  drill: false,
  drilledWithin: hours(24 * 90),
  policy: {
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
  },
};

const exampleFile = new URL("../../sites.yml", import.meta.url).pathname;

describe("the example sites.yml", () => {
  it("is one site, whole, and warns of nothing but the standby's missing IPv6", () => {
    const loaded = loadSites(exampleFile);

    expect(loaded.kind === "ok" && loaded.sites).toEqual([example]);
    expect(loaded.kind === "ok" && loaded.warnings.map(({ path, message }) => `${path}: ${message}`)).toEqual(
      [
        `sites."www.example.com".secondary.target.kind: an S3 website has no IPv6: Route 53 alone can't move AAAA to the secondary`,
      ],
    );
  });

  it("says the defaults as they are, where it shows them as comments", () => {
    const commented = readFileSync(exampleFile, "utf8");
    const uncommented = commented
      .replace("# status: 200-399", "status: 200-399")
      .replaceAll("# timeout: 5s", "timeout: 5s")
      .replace("# hold: hold", "hold: hold")
      .replace("# force: force", "force: force")
      .replace("# endpoint: http", "endpoint: http")
      .replace("# port: 80", "port: 80");

    const loaded = parseSites(uncommented, "sites.yml");

    expect(uncommented).not.toBe(commented);
    expect(loaded.kind === "ok" && loaded.sites).toEqual([example]);
  });

  it("reads the notices that it shows as comments", () => {
    const text = readFileSync(exampleFile, "utf8")
      .replace("# notices:", "notices:")
      .replace("#   topic: ", "  topic: ")
      .replace("#   runbook: ", "  runbook: ");

    const loaded = parseSites(text, "sites.yml");

    const notices = {
      topicArn: "arn:aws:sns:eu-west-1:111122223333:www-example-com",
      runbook: "https://wiki.example.com/runbook",
    };
    expect(loaded.kind === "ok" && loaded.sites).toEqual([{ ...example, notices }]);
  });

  it("survives a trip through JSON, as the functions get it", () => {
    const loaded = loadSites(exampleFile);

    expect(loaded.kind === "ok" && JSON.parse(JSON.stringify(loaded.sites))).toEqual([example]);
  });
});

describe("sites.schema.json", () => {
  it("is what the schema says (if not: node shared/config/jsonSchema.ts)", () => {
    expect(readFileSync(schemaFile, "utf8")).toBe(jsonSchemaText());
  });

  it("lets an editor complete keys and show what they mean", () => {
    const schema = JSON.parse(jsonSchemaText());
    const site = schema.properties.sites.additionalProperties;

    expect(site.required).toEqual(["hostedZone", "primary", "secondary", "healthCheck", "replication"]);
    expect(site.additionalProperties).toBe(false);
    expect(site.properties.primary.properties.region).toMatchObject({
      type: "string",
      description: "AWS region of the bucket.",
      examples: ["eu-central-1"],
    });
    expect(site.properties.policy.properties.cooldown.default).toBe("10m");
  });
});

describe("a file that can't be a sites.yml", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "sites-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const loadText = (text: string | Uint8Array) => {
    const file = join(folder, "sites.yml");
    writeFileSync(file, text);
    return said(loadSites(file)).replaceAll(`${folder}/`, "");
  };

  it("is missing: one message that names it", () => {
    expect(said(loadSites("no/such/sites.yml"))).toBe(
      "no/such/sites.yml:1:1: the file can't be read: ENOENT: no such file or directory, stat 'no/such/sites.yml'\n" +
        "    remedy: name an existing text file in UTF-8, or copy the example sites.yml",
    );
  });

  it.each([
    ["", "the file is empty"],
    ["# only a comment\n", "the file is empty"],
    ["sites:\n", "no site is written here"],
    ["sites: {}\n", "no site is written here"],
    ["just text\n", '"just text" is not a mapping'],
    ["sites: [www.example.com]\n", '"0" is not a host name in lower case, without scheme and closing dot'],
    [
      "--- {sites: {}}\n--- {sites: {}}\n",
      "Source contains multiple documents; please use YAML.parseAllDocuments()",
    ],
    ["sites: !!js/function 'x'\n", "Unresolved tag: tag:yaml.org,2002:js/function"],
    [
      Uint8Array.of(0xff, 0xfe, 0x00),
      "the file can't be read: The encoded data was not valid for encoding utf-8",
    ],
  ])("is %j: says so", (text, message) => {
    expect(loadText(text)).toContain(`: ${message}\n    remedy: `);
  });

  it("has five megabytes: it is not even read", () => {
    expect(loadText("# padding\n".repeat(500_000))).toBe(
      "sites.yml:1:1: the file has 5000000 bytes, and 524288 is the most that is read\n" +
        "    remedy: keep nothing but sites in it",
    );
  });

  it("has tabs: points at the first, and does not guess at the rest", () => {
    expect(loadText("sites:\n\twww.example.com: {}\n")).toBe(
      "sites.yml:2:1: Tabs are not allowed as indentation\n    remedy: indent with spaces; YAML takes no tabs",
    );
  });

  it("has an unclosed bracket: points at the place", () => {
    expect(loadText("sites:\n  www.example.com: {names: [a\n")).toContain("sites.yml:3:1: ");
  });

  it("has a key twice: says so, and judges the rest all the same", () => {
    const text = loadText("sites:\n  www.example.com: {}\n  www.example.com: {nmaes: []}\n");

    expect(text).toContain("sites.yml:3:3: Map keys must be unique\n    remedy: keep one of them");
    expect(text).toContain('unknown key "nmaes"\n    remedy: did you mean "names"?');
  });

  it("has keys that every object inherits: names each of them", () => {
    const text = loadText(
      "sites:\n  __proto__: {polluted: true}\n  www.example.com:\n    constructor: {}\n    toString: 1\n",
    );

    expect(text).toContain(
      'sites.yml:2:3 sites.__proto__: unknown key "__proto__"\n    remedy: take it away',
    );
    expect(text).toContain('sites.yml:4:5 sites."www.example.com".constructor: unknown key "constructor"');
    expect(text).toContain('sites.yml:5:5 sites."www.example.com".toString: unknown key "toString"');
    expect({}).not.toHaveProperty("polluted");
  });

  it("has aliases that multiply without end: refuses", () => {
    const levels = ["b", "c", "d", "e", "f", "g", "h", "i"].map((name, i) => {
      const below = "abcdefgh"[i];
      return `${name}: &${name} [${Array(9).fill(`*${below}`).join(", ")}]`;
    });

    expect(loadText(["a: &a [x, x, x, x, x, x, x, x, x]", ...levels].join("\n"))).toBe(
      "sites.yml:1:1: the file can't be understood: Excessive alias count indicates a resource exhaustion attack\n" +
        "    remedy: write it plainly, with little nesting and few aliases",
    );
  });

  it("has an alias that holds itself: gives messages", () => {
    const text = loadText("sites:\n  www.example.com:\n    hostedZone: { id: &id [*id] }\n");

    expect(text).toContain('sites.yml:3:19 sites."www.example.com".hostedZone.id: a list is not text');
  });

  it("has a list for a key: says so at the key", () => {
    expect(loadText("sites:\n  ? [a, b]\n  : {}\n")).toContain(
      "sites.yml:2:5: With stringKeys, all keys must be strings\n    remedy: write each key as plain text",
    );
  });

  it("nests without end: gives a message, not a crash", () => {
    expect(loadText("[".repeat(100_000))).toContain(
      "remedy: write it plainly, with little nesting and few aliases",
    );
  });
});

describe("problems in print", () => {
  it("are cut where nobody would read on", () => {
    const problem = {
      file: "sites.yml",
      line: 1,
      column: 1,
      path: "sites",
      message: "wrong",
      remedy: "right it",
    };

    const lines = sayProblems(Array(120).fill(problem)).split("\n");

    expect(lines.slice(0, 2)).toEqual(["sites.yml:1:1 sites: wrong", "    remedy: right it"]);
    expect(lines.at(-1)).toBe("... and 70 more");
    expect(lines).toHaveLength(101);
  });
});

describe("S3 website endpoints", () => {
  it.each([
    ["us-east-1", "s3-website-us-east-1.amazonaws.com", "Z3AQBSTGFYJSTF"],
    ["eu-west-1", "s3-website-eu-west-1.amazonaws.com", "Z1BKCTXD74EZPE"],
    ["eu-central-1", "s3-website.eu-central-1.amazonaws.com", "Z21DNDUVLTQW6Q"],
    ["us-east-2", "s3-website.us-east-2.amazonaws.com", "Z2O1EMRO9K5GLX"],
    ["ap-southeast-5", "s3-website.ap-southeast-5.amazonaws.com", "Z08660063OXLMA7F1FJHU"],
  ])("in %s has the name %s", (region, domainName, id) => {
    expect(websiteEndpoint(region)).toEqual({ domainName, zone: { kind: "agreed", id } });
  });

  it.each([
    ["af-south-1", ["Z83WF9RJE8B12", "Z11KHD8FBVPUYU"]],
    ["eu-south-1", ["Z30OZKI7KPW7MI", "Z3IXVV8C73GIO3"]],
  ])("in %s has a zone id that sources differ on", (region, ids) => {
    expect(websiteEndpoint(region).zone).toEqual({ kind: "disputed", ids });
  });

  it("in a region that came later has the newer form of name and no known zone id", () => {
    expect(websiteEndpoint("eu-west-9")).toEqual({
      domainName: "s3-website.eu-west-9.amazonaws.com",
      zone: { kind: "unlisted" },
    });
  });

  it("are told apart: no zone id stands for two regions", () => {
    const ids = regionNames().flatMap((region) => {
      const { zone } = websiteEndpoint(region);
      return zone.kind === "agreed" ? [zone.id] : zone.kind === "disputed" ? zone.ids : [];
    });

    expect(ids).toHaveLength(36);
    expect(new Set(ids).size).toBe(36);
  });
});

function said(loaded: ReturnType<typeof loadSites>): string {
  return loaded.kind === "invalid" ? sayProblems(loaded.problems) : "ok";
}
