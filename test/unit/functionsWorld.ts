import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Context } from "aws-lambda";

export const healthAlarmArn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:www-health";
export const replicationAlarmArn = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:www-latency";

/**
 * Just enough of a world on loopback for a function to run in: a journal bucket that takes and gives objects, two sides
 * that serve, and an AWS that refuses everything else. `objects` is the bucket, by key.
 */
export async function startWorld() {
  const objects = new Map<string, string>();
  let refusesAll = false;
  const server = createServer((request, response) => {
    void (refusesAll ? refuse(response) : answer(objects, request, response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    objects,
    environment: environmentOf(endpoint),
    refuseAll(refuses: boolean) {
      refusesAll = refuses;
    },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

export const invocation = (functionName: string, qualifier = ""): Context => ({
  callbackWaitsForEmptyEventLoop: true,
  functionName,
  functionVersion: "$LATEST",
  invokedFunctionArn: `arn:aws:lambda:eu-west-1:123456789012:function:${functionName}${qualifier}`,
  memoryLimitInMB: "512",
  awsRequestId: "11111111-2222-3333-4444-555555555555",
  logGroupName: `/aws/lambda/${functionName}`,
  logStreamName: "stream",
  getRemainingTimeInMillis: () => 110_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
});

function environmentOf(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "eu-west-1",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    JOURNAL_BUCKET: "journal",
    TOPIC_ARN: "arn:aws:sns:eu-west-1:123456789012:notices",
    OVERRIDE_FUNCTION: "override",
    POWERTOOLS_SERVICE_NAME: "failover",
    POWERTOOLS_METRICS_NAMESPACE: "StaticSiteFailover",
    FAILOVER_SITES: sitesFile(endpoint),
  };
}

function sitesFile(endpoint: string): string {
  const side = (region: string, bucket: string) => ({ region, bucket, probes: [`${endpoint}/`] });
  const alias = { kind: "alias", domainName: "standby.example.net", hostedZoneId: "Z0ALIASZONE12" };
  const sites = {
    "www.example.com": {
      hostedZone: { id: "Z0EXAMPLE1ZONE", nameServers: ["127.0.0.1:9"] },
      primary: { ...side("us-east-1", "example-site-primary"), target: alias },
      secondary: { ...side("eu-west-1", "example-site-secondary"), target: alias },
      visitor: { marker: { header: "x-side", primary: "a", secondary: "b" } },
      healthCheck: { id: "11111111-2222-3333-4444-555555555555", alarms: [healthAlarmArn] },
      replication: { ruleId: "to-standby", alarms: [replicationAlarmArn] },
    },
  };
  const file = join(mkdtempSync(join(tmpdir(), "failover-functions-")), "sites.yml");
  writeFileSync(file, JSON.stringify({ sites }));
  return file;
}

async function answer(objects: Map<string, string>, request: IncomingMessage, response: ServerResponse) {
  const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
  const key = /^\/journal\/(.+)$/.exec(pathname)?.[1];
  if (key !== undefined) return await answerObject(objects, key, request, response);
  if (pathname === "/" && request.method === "GET") return void response.writeHead(200).end("ok");
  refuse(response);
}

async function answerObject(
  objects: Map<string, string>,
  key: string,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const held = objects.get(key);
  if (request.method === "PUT") {
    const { "if-match": match, "if-none-match": none } = request.headers;
    const mayWrite = match === undefined ? none === undefined || held === undefined : match === etagOf(held);
    const body = await text(request);
    if (!mayWrite) return void response.writeHead(412).end(error("PreconditionFailed"));
    objects.set(key, body);
    return void response.writeHead(200, { etag: etagOf(body) }).end();
  }
  if (held === undefined) return void response.writeHead(404).end(error("NoSuchKey"));
  response.writeHead(200, { etag: etagOf(held), "content-type": "application/json" }).end(held);
}

const refuse = (response: ServerResponse) => void response.writeHead(403).end(error("AccessDenied"));
const error = (code: string) => `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
const etagOf = (body: string | undefined) =>
  `"${createHash("md5")
    .update(body ?? "")
    .digest("hex")}"`;
