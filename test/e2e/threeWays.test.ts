import { DeleteFunctionCommand, LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JournalEntry } from "../../shared/model/journal.ts";
import { verifyChain } from "../../shared/record/journal.ts";
import { openConsole } from "./playground/console.ts";
import { commandLine } from "./world/commandLine.ts";
import { eventually } from "./world/eventually.ts";
import { standbyRegion } from "./world/siteGround.ts";
import { type SiteOnEmulator, siteName, startSite } from "./world/siteOnEmulator.ts";

/** The same orders by the command line, by the console, and by --direct with the functions gone: one record, one story. */
let site: SiteOnEmulator;
let console: Awaited<ReturnType<typeof openConsole>>;
let failover: ReturnType<typeof commandLine>;
const patience = { withinMs: 20_000, everyMs: 300 };
const [primary, standby] = ["127.0.0.2", "127.0.0.3"];
const because = "end-to-end test";

type Action = "force" | "hold" | "release";
type Way = (action: Action) => Promise<void>;

beforeAll(async () => {
  site = await startSite();
  failover = commandLine(site, { accessKeyId: "test", secretAccessKey: "test" });
  console = await openConsole(site);
});

afterAll(async () => {
  await console?.close();
  await site?.stop();
});

describe("force, hold and release move visitors", () => {
  it("by the command line, which asks the function", () => givenOrders(byCommandLine()));

  it("by the console, which asks the function, and nobody without its token", async () => {
    expect(await askConsole({ action: "force" }, "not-the-token")).toMatchObject({ status: 401 });
    await givenOrders(byConsole);
  });

  it("by --direct, with the functions deleted", async () => {
    await deleteFunctions();
    expect((await failover("status")).code).toBe(5);
    await givenOrders(byCommandLine("--direct"));
  });
});

describe("the journal of all three", () => {
  let entries: readonly JournalEntry[];
  beforeAll(async () => {
    const { out } = await failover("history", "--direct", "--limit", "1000", "--json");
    entries = JSON.parse(out).history;
  });

  it("is one chain, and whole", () => {
    expect(verifyChain(siteName, entries)).toMatchObject({ kind: "whole", entries: entries.length });
  });

  it("says of each order who gave it, how and why", () => {
    const ordered = entries.filter(({ kind }) => kind === "ordered");
    const told = ordered.map(
      ({ who, data }) => `${who.split(":").at(-1)} ${data["action"]} by ${data["via"]}`,
    );
    expect(told).toEqual(
      ["cli", "console", "cli --direct"].flatMap((via) =>
        ["force", "release", "hold", "release"].map((action) => `root ${action} by ${via}`),
      ),
    );
    expect(ordered.every(({ text }) => text.includes(because))).toBe(true);
  });

  it("tells the same story three times", () => {
    for (const via of ["cli", "console", "cli --direct"]) expect(storyOf(entries, via), via).toEqual(story);
  });
});

const root = "arn:aws:iam::123456789012:root";
const story = [
  `ordered: ${root} ordered force: ${because}`,
  "intended: the move to the standby is planned, by the records lever: 12 changes in one batch",
  `acted: steered to the standby, and read back: ${root} ordered force: ${because}`,
  `ordered: ${root} ordered release: ${because}`,
  "intended: the release to Route 53 is planned, by the records lever: 12 changes in one batch",
  "acted: steering released to Route 53, and read back",
  `ordered: ${root} ordered hold: ${because}`,
  "intended: the move to the primary is planned, by the records lever: 6 changes in one batch",
  `acted: steered to the primary, and read back: ${root} ordered hold: ${because}`,
  `ordered: ${root} ordered release: ${because}`,
  "intended: the release to Route 53 is planned, by the records lever: 6 changes in one batch",
  "acted: steering released to Route 53, and read back",
];

async function givenOrders(order: Way): Promise<void> {
  for (const [action, address] of [
    ["force", standby],
    ["release", primary],
    ["hold", primary],
    ["release", primary],
  ] as const) {
    await order(action);
    await eventually(
      async () => expect((await site.visitor.visit(site.url)).address).toBe(address),
      patience,
    );
  }
}

function byCommandLine(...words: string[]): Way {
  return async (action) => {
    const ran = await failover(action, "--reason", because, "--yes", ...words);
    expect(ran, ran.note + ran.out).toMatchObject({ code: 0 });
  };
}

const byConsole: Way = async (action) => {
  const { status, body } = await askConsole({ action }, new URL(console.url).hash.replace("#token=", ""));
  expect(status).toBe(200);
  expect(body).toMatchObject({ kind: "answered", answer: { ok: true } });
};

/** As the console's page asks. */
async function askConsole(order: { readonly action: Action }, token: string) {
  const response = await fetch(new URL("/api/ask", console.url), {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ site: siteName, reason: because, ...order }),
  });
  return { status: response.status, body: await response.json() };
}

async function deleteFunctions(): Promise<void> {
  const lambda = new LambdaClient(site.emulator.clientConfig(standbyRegion));
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  for (const { FunctionName } of Functions) await lambda.send(new DeleteFunctionCommand({ FunctionName }));
}

/** What was ordered, intended and done, from the way's first order to the next way's. */
function storyOf(entries: readonly JournalEntry[], via: string): readonly string[] {
  let told: unknown;
  return entries.flatMap(({ kind, text, data }) => {
    if (kind === "ordered") told = data["via"];
    const counts = kind === "ordered" || kind === "intended" || kind === "acted";
    return counts && told === via ? [`${kind}: ${text}`] : [];
  });
}
