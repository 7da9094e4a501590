import { fileURLToPath } from "node:url";
import { loadSites } from "../../shared/config/load.ts";
import type { Site } from "../../shared/model/site.ts";
import type { Check } from "../../shared/readiness/check.ts";
import { chapters } from "../../shared/readiness/table.ts";
import { table } from "./mermaid.ts";

/** The table of checks as chapters, each check under a heading of its own name, so that a link leads to it. */
export function readinessChapters(): string {
  const site = exampleSite();
  return chapters
    .flatMap(({ title, checks }) => [`## ${title}`, ...checks.flatMap((check) => paragraphs(check, site))])
    .join("\n\n");
}

/** All of them at a glance. */
export const readinessTable = (): string =>
  table(
    ["check", "asks", "severity"],
    chapters.flatMap(({ checks }) =>
      checks.map(({ id, asks, severity }) => [`[\`${id}\`](#${id})`, asks, severity]),
    ),
  );

/** For the runbook: what visitors get in an outage where it stays so. */
export const readinessFindings = (): string =>
  table(
    ["finding", "severity", "left as it is, visitors get"],
    chapters.flatMap(({ checks }) =>
      checks.map(({ id, severity, visitor }) => [`[\`${id}\`](readiness.md#${id})`, severity, visitor]),
    ),
  );

const paragraphs = ({ id, asks, severity, visitor, fix }: Check, site: Site): readonly string[] => [
  `### ${id}`,
  `${asks} (${severity})`,
  `**Else visitors get:** ${visitor}`,
  ["**Fix:**", "", "```sh", ...fix(site).map((way) => (isCommand(way) ? way : `# ${way}`)), "```"].join("\n"),
];

const isCommand = (way: string): boolean => /^(aws|npx|curl|openssl) /.test(way);

/** The clone's own sites.yml. */
function exampleSite(): Site {
  const loaded = loadSites(fileURLToPath(new URL("../../sites.yml", import.meta.url)));
  const site = loaded.kind === "ok" ? loaded.sites[0] : undefined;
  if (site === undefined) throw new Error("sites.yml holds no site");
  return site;
}
