import { describe, expect, it } from "vitest";
import { checkPlan, checkSites } from "../../shared/config/check.ts";
import { editYaml, readYaml } from "../../shared/config/yamlDocument.ts";
import { sitesToProvision } from "../fixtures/sitesToProvision.ts";

const read = (text: string): unknown => {
  const document = readYaml(text);
  return document.kind === "document" ? document.value : document;
};
const planned = sitesToProvision("Z0EXAMPLE1ZONE");

describe("a site that is not provisioned yet", () => {
  it("is told so, at each id, and of nothing else", () => {
    const checked = checkSites(read(planned));
    const messages = checked.kind === "invalid" ? checked.errors.map(({ message }) => message) : [];
    expect(new Set(messages)).toEqual(new Set(["is not provisioned yet"]));
    expect(messages).toHaveLength(12);
  });

  it("is told all else that is wrong with it, besides", () => {
    const checked = checkSites(read(planned.replace("region: eu-west-1", "region: eu-central-1")));
    expect(JSON.stringify(checked)).toContain("both sides are in eu-central-1");
  });

  it("is a plan", () => {
    expect(checkPlan(read(planned))).toMatchObject({ kind: "ok", sites: [{ host: "www.example.com" }] });
  });

  it("is no plan with a placeholder where nothing can be made", () => {
    const checked = checkPlan(read(planned.replace("Z0EXAMPLE1ZONE", "provision")));
    expect(checked).toMatchObject({
      kind: "invalid",
      errors: [{ path: ["sites", "www.example.com", "hostedZone", "id"] }],
    });
  });

  it.each([
    [
      "three names and no certificate for them",
      (text: string) =>
        text.replace(/^ {6}- www\.example\.com\n/m, "      - www.example.com\n      - m.example.com\n"),
      "a certificate is made for two names at most",
    ],
    [
      "two names and an HTTPS standby",
      (text: string) =>
        text.replace(
          /kind: s3-website\n/,
          "kind: alias\n        domainName: provision.execute-api.eu-west-1.amazonaws.com\n        hostedZoneId: provision\n",
        ),
      "an HTTPS standby is made for one name",
    ],
  ])("is no plan with %s", (_, change, message) => {
    expect(JSON.stringify(checkPlan(read(change(planned))))).toContain(message);
  });

  it("is no plan where a Slack channel has no topic to hear", () => {
    const text = planned.replace(
      /\n {4}policy:/,
      "\n    provision: { slack: { workspace: T0, channel: C0 } }\n    policy:",
    );
    expect(JSON.stringify(checkPlan(read(text)))).toContain("notices: { topic: provision }");
  });
});

describe("a value put into sites.yml", () => {
  it("stands among the comments as its placeholder did", () => {
    const text = 'a:\n  # one\n  - "provision" # two\nb: [x, provision] # three\n';
    const edited = editYaml(text, [
      { path: ["a", 0], find: "provision", put: ["$1", "2"] },
      { path: ["b", 1], find: "provision", put: ["y", "z"] },
    ]);
    expect(edited).toBe('a:\n  # one\n  - "$1"\n  - 2 # two\nb: [x, y, z] # three\n');
  });

  it("is no silent loss where nothing stands", () => {
    expect(() => editYaml("a: 1\n", [{ path: ["b"], find: "provision", put: ["x"] }])).toThrow(
      "no value stands at b",
    );
  });
});
