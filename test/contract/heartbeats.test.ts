import { describe, expect, test } from "vitest";
import { exampleSite } from "../../drill/exampleSite.ts";
import type { S3 } from "../../shared/aws/clients.ts";
import { s3Heartbeats } from "../../shared/aws/heartbeats.ts";
import type { Site } from "../../shared/model/site.ts";
import { epochMs, minutes } from "../../shared/model/time.ts";
import { folderInMemory } from "../fixtures/folder.ts";
import { cannedClient } from "./cannedClient.ts";

const heartbeat = { key: ".failover/heartbeat", every: minutes(1) };
const site: Site = { ...exampleSite, replication: { ...exampleSite.replication, heartbeat } };
const at = epochMs(Date.parse("2026-01-13T03:00:00.250Z"));

/** Asked in these regions, with these answers. */
function over(...answers: readonly object[]) {
  const { client, sent } = cannedClient<S3>(...answers);
  const regions: string[] = [];
  const s3In = (region: string): S3 => {
    regions.push(region);
    return client;
  };
  const folder = folderInMemory();
  return { port: s3Heartbeats(s3In, () => folder), sent, regions };
}
const holding = (text: string) => ({ Body: { transformToString: async () => text } });

describe("a heartbeat in S3", () => {
  test("is written to the primary's bucket, in its region, to the millisecond and not to be cached", async () => {
    const { port, sent, regions } = over({});
    await port.write(site, { count: 41, at });
    expect(regions).toEqual(["eu-west-1"]);
    expect(sent).toEqual([
      {
        Bucket: "example-site-primary",
        Key: ".failover/heartbeat",
        ContentType: "application/json",
        CacheControl: "no-store",
        Body: '{"count":41,"at":"2026-01-13T03:00:00.250Z"}',
      },
    ]);
  });

  test("is read in the standby's, in its region", async () => {
    const { port, sent, regions } = over(holding('{"count":41,"at":"2026-01-13T03:00:00.250Z"}'));
    expect(await port.arrived(site)).toEqual({ count: 41, at });
    expect(regions).toEqual(["eu-central-1"]);
    expect(sent).toEqual([{ Bucket: "www.example.com", Key: ".failover/heartbeat" }]);
  });

  test.each([
    ["another text", "<html>"],
    ["a number that is none", '{"count":"x","at":"2026-01-13T03:00:00.250Z"}'],
    ["a time that is none", '{"count":1,"at":"yesterday"}'],
  ])("that holds %s can't be read, and is not taken for none", async (_, text) => {
    await expect(over(holding(text)).port.arrived(site)).rejects.toThrow();
  });

  test("leaves what was kept as it was given", async () => {
    const { port } = over({});
    expect(await port.sent(site)).toEqual({ sent: [], failure: null });
    const beats = { sent: [{ count: 41, at, lag: null }], failure: { at, because: "dark" } };
    await port.keep(site, beats);
    expect(await port.sent(site)).toEqual(beats);
  });
});
