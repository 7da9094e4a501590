import { readFileSync, writeFileSync } from "node:fs";
import { toJsonSchema } from "@valibot/to-json-schema";
import { sitesSchema } from "./schema.ts";

/** The JSON Schema that lets editors complete and check `sites.yml`, from the one schema; as the formatter leaves it. */
export function jsonSchemaText(): string {
  const schema = toJsonSchema(sitesSchema, {
    typeMode: "input",
    // What only code can check; unknown keys are said by additionalProperties.
    ignoreActions: ["check", "raw_check"],
  });
  return formatted(JSON.stringify({ title: "sites.yml", ...schema }, null, 2));
}

export const schemaFile = new URL("../../sites.schema.json", import.meta.url);

/** Short lists on one line, so that writing the file leaves nothing to the formatter. */
function formatted(json: string): string {
  const joined = json.replace(/^(.*\[)\n([^[{]*?)\n *(\],?)$/gm, (whole, head, items: string, end) => {
    const line = `${head}${items.replace(/\n? +(?=")/g, " ").trim()}${end}`;
    return line.length <= 110 ? line : whole;
  });
  return `${joined}\n`;
}

/** node shared/config/jsonSchema.ts [--check] */
function main(args: readonly string[]): void {
  if (!args.includes("--check")) {
    writeFileSync(schemaFile, jsonSchemaText());
  } else if (readFileSync(schemaFile, "utf8") !== jsonSchemaText()) {
    process.stderr.write("sites.schema.json is stale: run node shared/config/jsonSchema.ts\n");
    process.exitCode = 1;
  }
}

if (import.meta.main) main(process.argv.slice(2));
