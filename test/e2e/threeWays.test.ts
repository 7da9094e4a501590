import { DeleteFunctionCommand, LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JournalEntry } from "../../shared/model/journal.ts";
import { verifyChain } from "../../shared/record/journal.ts";
import { openConsole } from "./playground/console.ts";
import { commandLine } from "./world/commandLine.ts";
import { eventually } from "./world/eventually.ts";
import { standbyRegion } from "./world/siteGround.ts";
import { type SiteOnEmulator, siteName, startSite } from "./world/siteOnEmulator.ts";

/**
 * The same orders by the command line, by the console, and by --direct with the functions gone: one record, one story. A
 * live drill is the command line's alone (docs/decisions/0042-a-live-drill-is-watched-from-a-terminal.md).
 */
let site: SiteOnEmulator;
let console: Awaited<ReturnType<typeof openConsole>>;
let failover: ReturnType<typeof commandLine>;
const patience = { withinMs: 20_000, everyMs: 300 };
const [primary, standby] = ["127.0.0.2", "127.0.0.3"];
const because = "end-to-end test";

type Action = "force" | "hold" | "release" | "deploy-begin" | "deploy-end";
type Way = (action: Action) => Promise<void>;
const lease = "build-4711";

beforeAll(async () => {
  site = await startSite({ withSwitch: false, furtherKeys: ["drill: true"], aliasTtlSeconds: 5 });
  failover = commandLine(site, { accessKeyId: "test", secretAccessKey: "test" });
  console = await openConsole(site);
});

afterAll(async () => {
  await console?.close();
  await site?.stop();
});

describe("force, hold, release and the deploy lease", () => {
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

describe("a live drill, with the functions deleted", () => {
  it("moves visitors there and back, second by second, and is kept for status", async () => {
    const ran = await failover(
      ...[
        "drill",
        "--live",
        "--before",
        "2s",
        "--stay",
        "3s",
        "--patience",
        "3m",
        "--yes",
        "--json",
        "--direct",
      ],
    );
    expect(ran, ran.note + ran.out).toMatchObject({ code: 0 });
    const { course, simulated, ...came } = JSON.parse(ran.out);
    expect(came).toMatchObject({
      site: siteName,
      ending: "well",
      wrong: [],
      lever: "records",
      unreleased: null,
    });
    expect(came.toStandbySeconds).toBeGreaterThan(0);
    expect(simulated.toStandbySeconds).toBeGreaterThan(0);
    const sides = course.map(({ from }: { from: string }) => from);
    expect(sides.filter((side: string, n: number) => side !== sides[n - 2])).toContain("secondary");
    expect([sides[0], sides.at(-1)]).toEqual(["primary", "primary"]);
    const { out } = await failover("status", "--direct", "--json");
    expect(JSON.parse(out).status.drill).toMatchObject({ kind: "drilled", site: siteName, ending: "well" });
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
    const ordered = entries.filter(({ kind, text }) => kind === "ordered" && !text.includes("drill"));
    const told = ordered.map(
      ({ who, data }) => `${who.split(":").at(-1)} ${data["action"]} by ${data["via"]}`,
    );
    expect(told).toEqual(
      ["cli", "console", "cli --direct"].flatMap((via) => orders.map((action) => `root ${action} by ${via}`)),
    );
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
  `ordered: ${root} took the deploy lease ${lease}: ${because}`,
  `ordered: ${root} gave back the deploy lease ${lease}`,
];

const orders: readonly Action[] = ["force", "release", "hold", "release", "deploy-begin", "deploy-end"];

async function givenOrders(order: Way): Promise<void> {
  for (const [action, address] of [
    ["force", standby],
    ["release", primary],
    ["hold", primary],
    ["release", primary],
    ["deploy-begin", primary],
    ["deploy-end", primary],
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
    const about = action.startsWith("deploy") ? ["--lease", lease] : [];
    const ran = await failover(...[...action.split("-"), ...about, "--reason", because, "--yes", ...words]);
    expect(ran, ran.note + ran.out).toMatchObject({ code: 0 });
  };
}

const byConsole: Way = async (action) => {
  const about = action.startsWith("deploy") ? { lease } : {};
  const { status, body } = await askConsole(
    { action, ...about },
    new URL(console.url).hash.replace("#token=", ""),
  );
  expect(status).toBe(200);
  expect(body).toMatchObject({ kind: "answered", answer: { ok: true } });
};

/** As the console's page asks. */
async function askConsole(order: { readonly action: Action; readonly lease?: string }, token: string) {
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
    if (kind === "ordered") told = text.includes("drill") ? null : data["via"];
    const counts = kind === "ordered" || kind === "intended" || kind === "acted";
    return counts && told === via ? [`${kind}: ${text}`] : [];
  });
}
