import { expect, it } from "vitest";
import { aMemory } from "../../fixtures/memory.ts";
import { failover, overMemory } from "./world.ts";

const around = { reach: overMemory(aMemory()) };

it("cost says what a calm month of each site takes, what they share, and the sum", async () => {
  const { code, out } = await failover("cost", around);
  expect(code).toBe(0);
  expect(out).toMatch(/^www\.example\.com +\$8\.\d\d$/m);
  expect(out).toMatch(/^ {2}Route 53 +health checks +5 +\$2\.50$/m);
  expect(out).toMatch(/^the service, for all sites +\$2\.\d\d$/m);
  expect(out).toMatch(/^a calm month +\$11\.\d\d$/m);
  expect(out.split("\n").every((row) => row.length <= 80)).toBe(true);
});

it("cost --json gives each line its price, with source, date and whether AWS was seen saying so", async () => {
  const { out } = await failover("cost www.example.com --json", around);
  const { sites, usd } = JSON.parse(out);
  expect(sites).toMatchObject([{ site: "www.example.com" }]);
  expect(sites[0].rows).toContainEqual({
    service: "CloudWatch",
    what: "alarms",
    amount: 4,
    unit: "alarms",
    usd: expect.closeTo(0.4),
    price: {
      usd: 0.1,
      free: 10,
      source: "aws.amazon.com/cloudwatch/pricing, a copy",
      date: "undated",
      verified: false,
    },
  });
  expect(usd.withFree).toBeLessThanOrEqual(3);
});

it("cost of a site that is not in the file is a mistake", async () => {
  expect(await failover("cost www.exmple.com", around)).toMatchObject({
    code: 2,
    note: expect.stringContaining("Did you mean www.example.com?"),
  });
});
