import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pasteable } from "../../../cli/check/pasteable.ts";
import { exampleSite } from "../../../drill/exampleSite.ts";
import { checks } from "../../../shared/readiness/table.ts";
import { calmWorld, readinessIn } from "../../fixtures/groundWorld.ts";
import { aMemory } from "../../fixtures/memory.ts";
import { failover, overMemory } from "./world.ts";

/** The example's sites.yml names www.example.com as the drill's site does; what was read is the drill's world. */
const reach = overMemory(aMemory());
const check = async (words: string, denied: readonly string[], spoilt: boolean) => {
  const world = await calmWorld();
  for (const action of denied) world.aws.setup.denied.add(action);
  if (spoilt) delete world.aws.setup.buckets.get(exampleSite.secondary.bucket)?.policy;
  return await failover(`check ${words}`.trim(), { reach, readiness: await readinessIn(world) });
};

describe("failover check", () => {
  it("of a sound site exits with 0", async () => {
    const { code, out } = await check("www.example.com", [], false);
    expect(code).toBe(0);
    expect(out).toMatch(/^www\.example\.com {2}READY {2}0 findings, 0 unknown, \d+ ok, as of 03:03:0\dZ$/);
  });

  it("of a site with a fault exits with 4, and hands over what mends it, within 80 columns", async () => {
    const { code, out } = await check("www.example.com", [], true);
    expect(code).toBe(4);
    expect(out.split("\n").slice(2)).toEqual([
      "BLOCKS   public-read",
      "         no statement of its policy lets anybody read www.example.com",
      "         visitors  403 AccessDenied on every page.",
      "         fix       aws s3api delete-public-access-block \\",
      "                   --bucket www.example.com --region eu-west-1",
      "                   aws s3api put-bucket-policy --bucket www.example.com \\",
      "                   --region eu-west-1 --policy \\",
      '                   \'{"Version":"2012-10-17","Statement":[{"Effect":"Allow",',
      '                   "Principal":"*","Action":"s3:GetObject",',
      '                   "Resource":"arn:aws:s3:::www.example.com/*"}]}\'',
      "         docs/readiness.md#public-read",
    ]);
  });

  it("names the permission of what it may not read, and exits with 5 where that is all", async () => {
    const { code, out } = await check("www.example.com", ["route53:ListResourceRecordSetProtections"], false);
    expect(code).toBe(5);
    expect(out).toContain("www.example.com  NOT KNOWN  0 findings, 1 unknown");
    expect(out).toContain(
      "UNKNOWN  protections  record set protections: not allowed, needs\n" +
        "                      route53:ListResourceRecordSetProtections",
    );
  });

  it("answers programs with every check, its verdict, and where it is explained", async () => {
    const { out } = await check("--json --only public-read", [], true);
    expect(JSON.parse(out)).toMatchObject([
      {
        site: "www.example.com",
        checks: [
          {
            id: "public-read",
            severity: "blocks",
            kind: "finding",
            facts: ["no statement of its policy lets anybody read www.example.com"],
            docs: "docs/readiness.md#public-read",
          },
        ],
      },
    ]);
  });

  it("leaves out what is not as bad as asked for", async () => {
    const { out } = await check("--json --severity blocks", [], false);
    const ids = JSON.parse(out)[0].checks.map(({ id }: { id: string }) => id);
    const grave = checks.filter(({ severity }) => severity === "blocks").map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(10);
    expect(ids.filter((id: string) => !grave.includes(id))).toEqual([]);
  });

  it("says of a check that is none which one may be meant", async () => {
    const { code, note } = await check("--only public-raed", [], false);
    expect(code).toBe(2);
    expect(note).toBe("failover: there is no check public-raed. Did you mean public-read?");
  });
});

it("every remedy of the table, broken into rows, is the same command to a shell", () => {
  const folder = mkdtempSync(join(tmpdir(), "failover-check-"));
  const script = join(folder, "words");
  writeFileSync(script, '#!/bin/sh\nfor word in "$@"; do printf "%s\\0" "$word"; done\n', { mode: 0o755 });
  const said = (command: string): readonly string[] =>
    execFileSync(
      "sh",
      ["-c", command.replace(/^(aws|npx|curl|openssl)/, script).split(" </dev/null")[0] ?? ""],
      {
        encoding: "utf8",
      },
    )
      .split("\0")
      .map((word) => (word.startsWith("{") ? JSON.stringify(JSON.parse(word)) : word));
  const commands = checks.flatMap(({ fix }) => fix(exampleSite)).filter((way) => /^(aws|curl) /.test(way));
  expect(commands.length).toBeGreaterThan(30);
  for (const command of commands) {
    const rows = pasteable(command, 60);
    expect(said(rows.map((row) => `    ${row}`.trimStart()).join("\n"))).toEqual(said(command));
  }
});
