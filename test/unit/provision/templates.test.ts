import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { stepsOf } from "../../../infra/provision/steps.ts";
import { checkPlan } from "../../../shared/config/check.ts";
import { readYaml } from "../../../shared/config/yamlDocument.ts";
import { sitesToProvision } from "../../fixtures/sitesToProvision.ts";
import { anAccount, provisionIn, template } from "./world.ts";

interface Template {
  readonly Parameters?: Readonly<
    Record<
      string,
      {
        readonly Description?: string;
        readonly Default?: unknown;
        readonly AllowedValues?: readonly string[];
      }
    >
  >;
  readonly Resources: Readonly<
    Record<
      string,
      { readonly Type: string; readonly DeletionPolicy?: string; readonly UpdateReplacePolicy?: string }
    >
  >;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

const names = readdirSync(new URL("../../../infra/templates", import.meta.url));
const read = (name: string): Template => parseDocument(template(name), { logLevel: "silent" }).toJS();

describe.each(names)("%s", (name) => {
  it("says what each parameter is", () => {
    const undescribed = Object.entries(read(name).Parameters ?? {}).filter(
      ([, { Description }]) => !Description,
    );
    expect(undescribed.map(([key]) => key)).toEqual([]);
  });

  it("keeps what holds data, or what visitors and people reach, when the stack goes", () => {
    const kept = [
      "AWS::S3::Bucket",
      "AWS::CloudFront::Distribution",
      "AWS::Route53::RecordSet",
      "AWS::Route53::HealthCheck",
      "AWS::ApiGatewayV2::DomainName",
    ];
    const losing = Object.entries(read(name).Resources).filter(
      ([, { Type, DeletionPolicy, UpdateReplacePolicy }]) =>
        kept.includes(Type) &&
        (DeletionPolicy !== "RetainExceptOnCreate" || UpdateReplacePolicy !== "Retain"),
    );
    expect(losing.map(([key]) => key)).toEqual([]);
  });
});

const slack =
  "\n    provision: { slack: { workspace: T0EXAMPLE, channel: C0EXAMPLE } }\n    notices: { topic: provision }\n";
const standby = `
      target:
        kind: alias
        domainName: provision.execute-api.eu-west-1.amazonaws.com
        hostedZoneId: provision`;
const withEverything = sitesToProvision("Z0EXAMPLE1ZONE")
  .replace(/\n {6}target:\n {8}kind: s3-website/, standby)
  .replace(/^ {6}- name: example\.com\n.*\n/m, "")
  .replace(/\n {4}policy:/, `${slack}    policy:`);

function steps(text: string) {
  const document = readYaml(text);
  if (document.kind !== "document") throw new Error(JSON.stringify(document));
  const checked = checkPlan(document.value);
  if (checked.kind === "invalid") throw new Error(JSON.stringify(checked.errors));
  return stepsOf(checked.sites);
}

describe("the steps", () => {
  it("use every template", () => {
    const used = new Set(steps(withEverything).map((step) => step.template));
    expect(names.filter((name) => !used.has(name))).toEqual([]);
  });

  it.each(["the example", "all that can be asked for"])(
    "give %s each template just its parameters",
    async (which) => {
      const account = anAccount(which === "the example" ? undefined : withEverything);
      expect(await provisionIn(account)).toMatchObject({ kind: "done" });
      const all = steps(which === "the example" ? anAccount().text : withEverything);
      for (const step of all) {
        const { Parameters = {} } = read(step.template);
        const given = account.stacks.get(step.stack)?.parameters ?? {};
        const needed = Object.keys(Parameters).filter((key) => Parameters[key]?.Default === undefined);
        expect(
          Object.keys(given).filter((key) => Parameters[key] === undefined),
          step.id,
        ).toEqual([]);
        expect(
          needed.filter((key) => given[key] === undefined),
          step.id,
        ).toEqual([]);
        const odd = Object.entries(given).filter(
          ([key, value]) => Parameters[key]?.AllowedValues?.map(String).includes(value) === false,
        );
        expect(odd, step.id).toEqual([]);
      }
    },
  );

  it("write only outputs that their template has", () => {
    const missing = steps(withEverything).flatMap((step) =>
      step.fills
        .map(({ output }) => output)
        .filter((output) => !(output in (read(step.template).Outputs ?? {}))),
    );
    expect(missing).toEqual([]);
  });
});
