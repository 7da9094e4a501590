import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { exampleMonth, pricedFiles, withCosts } from "../../docs/cost/write.ts";
import { costOf } from "../../infra/cost/tables.ts";
import { resourcesOf } from "../../infra/cost/templateResources.ts";

describe("a calm month of the example site", async () => {
  const month = await exampleMonth();

  test.each(pricedFiles.map((file) => [file.pathname.split("/").at(-1), file] as const))(
    "is told in %s as it is computed (else: npm run docs:cost)",
    (_, file) => {
      const text = readFileSync(file, "utf8");
      expect(text).toBe(withCosts(text, month));
      expect(text).toMatch(/<!-- cost-(table|summary) -->\n\n?\| service/);
    },
  );

  it("costs at most $3 with what every account has free", () => {
    expect(costOf(month).withFree).toBeLessThanOrEqual(3);
  });

  it("counts what stands in the templates and in the service", () => {
    const amounts = Object.fromEntries(month.map(({ what, amount }) => [what, amount]));
    expect(amounts).toMatchObject({
      "health checks": 5,
      alarms: 4,
      "alarms on the control plane itself": 2,
      dashboard: 1,
      "S3's replication metrics": 4,
    });
  });
});

describe("what is free is counted once", () => {
  const alarms = (amount: number) => ({ service: "CloudWatch", what: "", price: "alarm", amount }) as const;

  it("however many rows share it", () => {
    expect(costOf([alarms(6), alarms(6)])).toEqual({ withFree: 0.2, without: expect.closeTo(1.2) });
  });
});

describe("the resources of a template", () => {
  it("are those whose conditions hold", () => {
    expect(resourcesOf("templates/health-check.yml", {})).toHaveLength(1);
    expect(resourcesOf("templates/health-check.yml", { SwitchHost: "x" })).toHaveLength(5);
    expect(resourcesOf("templates/records.yml", { Types: "A" })).toHaveLength(2);
  });
});
