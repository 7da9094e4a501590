import { afterEach, expect, test, vi } from "vitest";
import { route53RecordSets } from "../../shared/aws/recordSets.ts";
import type { RecordChange } from "../../shared/model/recordSet.ts";
import { type Answer, wire, xml } from "./awsWire.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const ns = 'xmlns="https://route53.amazonaws.com/doc/2013-04-01/"';

const recordSetsAnswering = async (answer: Answer) => {
  const { clients, asked } = await wire(answer);
  return { port: route53RecordSets(clients.route53()), asked };
};

const www = { name: "www.example.com", types: ["A"] } as const;

const set = (name: string, type: string, rest = "") =>
  `<ResourceRecordSet><Name>${name}</Name><Type>${type}</Type>${rest}</ResourceRecordSet>`;

const listing = (sets: readonly string[], end: string) =>
  `<ListResourceRecordSetsResponse ${ns}><ResourceRecordSets>${sets.join("")}</ResourceRecordSets>${end}<MaxItems>10</MaxItems></ListResourceRecordSetsResponse>`;

const end = "<IsTruncated>false</IsTruncated>";

test("lists by pages, from the name on, and stops at the first other name", async () => {
  const { port, asked } = await recordSetsAnswering(({ query }, response) =>
    query.get("identifier") === "b"
      ? xml(
          response,
          200,
          listing(
            [
              set("www.example.com.", "A", "<SetIdentifier>b</SetIdentifier><Weight>0</Weight>"),
              set("www2.example.com.", "A"),
            ],
            "<IsTruncated>true</IsTruncated><NextRecordName>www3.example.com.</NextRecordName><NextRecordType>A</NextRecordType>",
          ),
        )
      : xml(
          response,
          200,
          listing(
            [set("www.example.com.", "A", "<SetIdentifier>a</SetIdentifier><Weight>1</Weight>")],
            "<IsTruncated>true</IsTruncated><NextRecordName>www.example.com.</NextRecordName><NextRecordType>A</NextRecordType><NextRecordIdentifier>b</NextRecordIdentifier>",
          ),
        ),
  );
  // Fields this code knows nothing of are kept, or a DELETE would not match.
  expect(await port.list("Z1ZONE", [www])).toEqual([
    { Name: "www.example.com.", Type: "A", SetIdentifier: "a", Weight: 1 },
    { Name: "www.example.com.", Type: "A", SetIdentifier: "b", Weight: 0 },
  ]);
  expect(asked.map(({ query }) => [query.get("name"), query.get("type"), query.get("identifier")])).toEqual([
    ["www.example.com", null, null],
    ["www.example.com.", "A", "b"],
  ]);
});

test("knows a name by its octal escapes", async () => {
  const { port } = await recordSetsAnswering((_asked, response) =>
    xml(response, 200, listing([set("\\052.example.com.", "A", "<TTL>60</TTL>")], end)),
  );
  expect(await port.list("Z1ZONE", [{ name: "*.example.com", types: ["A"] }])).toEqual([
    { Name: "\\052.example.com.", Type: "A", TTL: 60 },
  ]);
});

const change: RecordChange = {
  action: "DELETE",
  recordSet: {
    Name: "www.example.com.",
    Type: "A",
    SetIdentifier: "primary",
    Failover: "PRIMARY",
    HealthCheckId: "hc-1",
    AliasTarget: {
      HostedZoneId: "Z2FDTNDATAQYW2",
      DNSName: "d1.cloudfront.net.",
      EvaluateTargetHealth: false,
    },
  },
};

test("sends every field of a change as it was listed", async () => {
  const { port, asked } = await recordSetsAnswering((_asked, response) =>
    xml(
      response,
      200,
      `<ChangeResourceRecordSetsResponse ${ns}><ChangeInfo><Id>/change/C1</Id><Status>PENDING</Status><SubmittedAt>2026-11-22T12:00:00Z</SubmittedAt></ChangeInfo></ChangeResourceRecordSetsResponse>`,
    ),
  );
  expect(await port.change("Z1ZONE", [change], "failover: latch")).toEqual({
    kind: "accepted",
    changeId: "/change/C1",
  });
  const sent = asked[0]?.body;
  for (const part of [
    "<Comment>failover: latch</Comment>",
    "<Action>DELETE</Action>",
    "<Failover>PRIMARY</Failover>",
    "<HealthCheckId>hc-1</HealthCheckId>",
    "<EvaluateTargetHealth>false</EvaluateTargetHealth>",
  ])
    expect(sent).toContain(part);
  expect(asked[0]?.headers.authorization).toContain("/us-east-1/route53/aws4_request");
});

const error = (code: string, message: string) =>
  `<ErrorResponse ${ns}><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;

test("InvalidChangeBatch is a conflict, and sent once", async () => {
  const said =
    "Tried to delete resource record set [name='www.example.com.', type='A'] but the values provided do not match the current values, Tried to create resource record set [name='www.example.com.', type='A'] but it already exists";
  const { port, asked } = await recordSetsAnswering((_asked, response) =>
    xml(response, 400, error("InvalidChangeBatch", `[${said}]`)),
  );
  expect(await port.change("Z1ZONE", [change], "")).toEqual({ kind: "conflict", messages: [said] });
  expect(asked).toHaveLength(1);
});

test.each([
  ["Throttling", "Rate exceeded", 3],
  ["PriorRequestNotComplete", "still working", 3],
  ["AccessDenied", "not authorized", 1],
  ["InvalidInput", "no", 1],
])("%s is a failure and not a conflict, after the SDK's own tries", async (code, message, tries) => {
  const { port, asked } = await recordSetsAnswering((_asked, response) =>
    xml(response, 400, error(code, message)),
  );
  expect(await port.change("Z1ZONE", [change], "")).toEqual({
    kind: "failed",
    because: `${code}: ${message}`,
  });
  expect(asked).toHaveLength(tries);
});

test("a change that Route 53 no longer knows is lost; one that can't be asked for is not", async () => {
  const gone = await recordSetsAnswering((_asked, response) =>
    xml(response, 404, error("NoSuchChange", "gone")),
  );
  expect(await gone.port.changeStatus("/change/C1")).toBe("lost");
  const denied = await recordSetsAnswering((_asked, response) =>
    xml(response, 403, error("AccessDenied", "no")),
  );
  await expect(denied.port.changeStatus("/change/C1")).rejects.toThrow("no");
});
