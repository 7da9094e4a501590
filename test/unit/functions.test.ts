import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { healthAlarmArn, invocation, replicationAlarmArn, startWorld } from "./functionsWorld.ts";

/** The exported handlers, as Lambda calls them, with everything around them; only the world is a small one on loopback. */
const world = await startWorld();
const recordKey = "sites/www.example.com/record.json";

let functions: Record<
  "healthAlarm" | "replicationAlarm" | "replicationEvent" | "reconcile" | "override",
  Handler
>;
type Handler = (event: unknown, context: ReturnType<typeof invocation>) => Promise<unknown>;

beforeAll(async () => {
  for (const [name, value] of Object.entries(world.environment)) vi.stubEnv(name, value);
  functions = {
    healthAlarm: (await import("../../functions/healthAlarm.ts")).handler,
    replicationAlarm: (await import("../../functions/replicationAlarm.ts")).handler,
    replicationEvent: (await import("../../functions/replicationEvent.ts")).handler,
    reconcile: (await import("../../functions/reconcile.ts")).handler,
    override: (await import("../../functions/override.ts")).handler,
  };
});
afterAll(() => world.stop());
beforeEach(() => {
  world.objects.clear();
  world.refuseAll(false);
});

describe("whatever wakes it", () => {
  test("reconcile looks after every site, and answers what was decided", async () => {
    const { answer, lines } = await run("reconcile", { source: "aws.events" });
    expect(answer).toEqual({
      runs: [{ site: "www.example.com", decision: expect.objectContaining({ kind: expect.any(String) }) }],
    });
    expect(world.objects.has(recordKey)).toBe(true);
    expect(logged(lines, "INFO")).toContainEqual(
      expect.objectContaining({
        site: "www.example.com",
        function_request_id: "11111111-2222-3333-4444-555555555555",
        unknowns: expect.arrayContaining(["records", "DNS of www.example.com"]),
      }),
    );
  });

  test("a health alarm's event is remembered in the record", async () => {
    await run("healthAlarm", alarmEvent(healthAlarmArn));
    expect(recorded().alarms).toEqual([expect.objectContaining({ arn: healthAlarmArn, value: "ALARM" })]);
  });

  test("a replication alarm's event is remembered in the record", async () => {
    await run("replicationAlarm", alarmEvent(replicationAlarmArn));
    expect(recorded().alarms).toEqual([expect.objectContaining({ arn: replicationAlarmArn })]);
  });

  test("a replication event of the primary's bucket wakes the loop", async () => {
    const { answer } = await run("replicationEvent", replicationEvent("example-site-primary"));
    expect(answer).toMatchObject({ runs: [{ site: "www.example.com" }] });
  });
});

describe("an event of no site", () => {
  test.each([
    ["healthAlarm", alarmEvent(`${healthAlarmArn}-of-another-team`)],
    ["replicationAlarm", alarmEvent(healthAlarmArn)],
    ["replicationEvent", replicationEvent("another-bucket")],
  ] as const)("is logged by %s and dropped", async (name, event) => {
    const { answer, lines } = await run(name, event);
    expect(answer).toEqual({ runs: [] });
    expect(logged(lines, "WARN")).toHaveLength(1);
    expect(world.objects.size).toBe(0);
  });
});

describe("what fails", () => {
  test.each(["healthAlarm", "replicationAlarm", "replicationEvent"] as const)(
    "%s fails on a malformed event, and says what came, so that it ends in the dead-letter queue",
    async (name) => {
      const { fault, lines } = await run(name, { hello: "world" });
      expect(fault).toMatchObject({ name: "MalformedEvent" });
      expect(logged(lines, "ERROR")).toContainEqual(
        expect.objectContaining({
          function_request_id: "11111111-2222-3333-4444-555555555555",
          error: expect.objectContaining({ message: expect.stringContaining('{"hello":"world"}') }),
        }),
      );
    },
  );

  test("an unreachable record fails the run, and the log tells the cause", async () => {
    world.refuseAll(true);
    const { fault, lines } = await run("reconcile", {});
    expect(fault).toMatchObject({ message: "The loop failed for 1 of 1 sites" });
    const [line] = logged(lines, "ERROR").filter(({ site }) => site === "www.example.com");
    expect(JSON.stringify(line)).toContain("AccessDenied");
  });
});

test("a cold start is counted once, by the function's name", async () => {
  vi.resetModules();
  const { handler } = await import("../../functions/reconcile.ts");
  const [first, second] = [await runHandler(handler, {}), await runHandler(handler, {})];
  expect(first.lines).toContainEqual(expect.objectContaining({ ColdStart: 1, function_name: "reconcile" }));
  expect(second.lines.filter((line) => "ColdStart" in line)).toEqual([]);
});

test("each run is counted: duration, unknowns, and the decision by its kind", async () => {
  const { lines } = await run("reconcile", {});
  const metrics = lines.filter((line) => "_aws" in line);
  expect(metrics).toContainEqual(
    expect.objectContaining({ LoopDurationMs: expect.any(Number), Unknowns: expect.any(Number) }),
  );
  expect(metrics).toContainEqual(
    expect.objectContaining({ Decisions: 1, decision: expect.any(String), site: "www.example.com" }),
  );
});

describe("override", () => {
  test("answers a plain invoke", async () => {
    const { answer } = await run("override", { action: "status", site: "www.example.com" });
    expect(answer).toMatchObject({ ok: true, site: "www.example.com", position: "automatic" });
    expect(world.objects.size).toBe(0);
  });

  test("answers a signed request in HTTP's terms, and takes the signer for the requester", async () => {
    const freeze = {
      action: "freeze",
      site: "www.example.com",
      reason: "works",
      requestedBy: "eve",
      for: "1h",
    };
    const { answer } = await run("override", signed(JSON.stringify(freeze)), ":url");
    expect(answer).toMatchObject({ statusCode: 200, headers: { "content-type": "application/json" } });
    expect(recorded().freeze?.who).toEqual({ name: "arn:aws:iam::123456789012:user/ada", proof: "iam" });
  });

  test("believes no payload that only looks signed", async () => {
    const { answer } = await run("override", signed('{"action":"status","site":"www.example.com"}'));
    expect(answer).toMatchObject({ ok: false, error: { code: "InvalidRequest" } });
  });

  test.each([
    ["plainly", "", { action: "force", site: "www.example.com", reason: "x".repeat(1_000_000) }],
    ["plainly", "", "force"],
    ["plainly", "", null],
    ["plainly", "", JSON.parse('{"__proto__": {"ok": true}, "constructor": 1}')],
  ])("refuses bad input sent %s, and changes nothing", async (_, qualifier, event) => {
    const { answer } = await run("override", event, qualifier);
    expect(answer).toMatchObject({ ok: false, error: { code: "InvalidRequest" } });
    expect(world.objects.size).toBe(0);
  });

  test.each(["{", "null", JSON.stringify({ action: "force", reason: "x".repeat(1_000_000) })])(
    "answers 400 to a body that is no request",
    async (body) => {
      const { answer } = await run("override", signed(body), ":url");
      expect(answer).toMatchObject({ statusCode: 400 });
      expect(JSON.stringify(answer)).not.toContain(".ts:");
    },
  );
});

interface Ran {
  readonly answer?: unknown;
  readonly fault?: unknown;
  readonly lines: readonly Record<string, unknown>[];
}

const run = (name: keyof typeof functions, event: unknown, qualifier = "") =>
  runHandler(functions[name], event, invocation(name, qualifier));

/** Runs a function, and collects the JSON lines it wrote to its log. */
async function runHandler(handler: Handler, event: unknown, context = invocation("reconcile")): Promise<Ran> {
  const written: string[] = [];
  const collect = (chunk: unknown) => written.push(String(chunk)) > 0;
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, "write").mockImplementation(collect),
  );
  try {
    const ended = await handler(event, context).then(
      (answer) => ({ answer }),
      (fault: unknown) => ({ fault }),
    );
    return { ...ended, lines: written.flatMap(jsonLines) };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
const logged = (lines: Ran["lines"], level: string) => lines.filter((line) => line["level"] === level);
const recorded = () => JSON.parse(world.objects.get(recordKey) ?? "null");

function alarmEvent(arn: string) {
  const state = { value: "ALARM", reason: "Threshold Crossed", timestamp: "2026-11-23T17:04:40.989+0000" };
  return {
    source: "aws.cloudwatch",
    "detail-type": "CloudWatch Alarm State Change",
    resources: [arn],
    detail: { state },
  };
}

function replicationEvent(bucket: string) {
  const record = {
    eventSource: "aws:s3",
    eventTime: "2026-11-23T21:04:32.527Z",
    eventName: "Replication:OperationFailedReplication",
    s3: { bucket: { name: bucket }, object: { key: "index.html" } },
    replicationEventData: { failureReason: "AssumeRoleNotPermitted" },
  };
  return {
    Records: [{ EventSource: "aws:sns", Sns: { Message: JSON.stringify({ Records: [record] }) } }],
  };
}

const signed = (body: string) => ({
  version: "2.0",
  body,
  isBase64Encoded: false,
  requestContext: {
    authorizer: { iam: { userArn: "arn:aws:iam::123456789012:user/ada" } },
    http: { method: "POST", path: "/" },
  },
});
