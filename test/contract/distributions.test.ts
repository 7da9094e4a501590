import { expect, test } from "vitest";
import type { CloudFront } from "../../shared/aws/clients.ts";
import { cloudFrontDistributions } from "../../shared/aws/distributions.ts";
import { cannedClient } from "./cannedClient.ts";

const answer = (status: string, config: object) => ({
  Distribution: { Status: status, DistributionConfig: config },
});

test("tells whether a distribution serves, for which names, from where", async () => {
  const config = {
    Enabled: true,
    Aliases: { Quantity: 1, Items: ["www.example.com"] },
    Origins: { Quantity: 1, Items: [{ Id: "a", DomainName: "site-a.s3.eu-west-1.amazonaws.com" }] },
  };
  const { client } = cannedClient<CloudFront>(answer("Deployed", config));
  expect(await cloudFrontDistributions(client).read("E1")).toEqual({
    id: "E1",
    enabled: true,
    deployed: true,
    aliases: ["www.example.com"],
    origins: ["site-a.s3.eu-west-1.amazonaws.com"],
  });
});

test("a change on its way to the edges is not deployed; no names are none", async () => {
  const { client } = cannedClient<CloudFront>(
    answer("InProgress", { Enabled: false, Aliases: { Quantity: 0 } }),
  );
  expect(await cloudFrontDistributions(client).read("E1")).toEqual({
    id: "E1",
    enabled: false,
    deployed: false,
    aliases: [],
    origins: [],
  });
});

test("an answer without the distribution is none", async () => {
  const { client } = cannedClient<CloudFront>({});
  await expect(cloudFrontDistributions(client).read("E1")).rejects.toThrow("CloudFront gave no E1");
});
