import { expect, it } from "vitest";
import { showRefusal } from "../../../cli/show/refusal.ts";
import { aSite } from "../../fixtures/site.ts";

const terminal = { columns: 80, paint: (_: string, text: string) => text };
const target = {
  site: aSite(),
  spoken: [
    ["--stage", "dev"],
    ["--profile", "ops"],
  ] as const,
};
const shown = (rule: "no-divergence" | "cooldown") =>
  showRefusal(terminal, { refusedBy: [{ rule, because: "that is so" }] }, target, null).join("\n");

it("names the command that lists all of what the standby has and the primary lacks", () => {
  expect(shown("no-divergence")).toContain(
    "npx failover failback-manifest www.example.com --out failback --stage dev \\\n    --profile ops",
  );
});

it("does not where another rule refuses", () => {
  expect(shown("cooldown")).not.toContain("failback-manifest");
});
