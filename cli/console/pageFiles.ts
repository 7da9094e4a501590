import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface PageFile {
  readonly type: string;
  readonly body: string;
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** The page's own files by their paths, built anew at each start. */
export async function pageFiles(): Promise<ReadonlyMap<string, PageFile>> {
  const { build } = await import("esbuild");
  const built = await build({
    entryPoints: [here("page/main.tsx")],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2023",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
  });
  const styles = ["../../shared/report/look.css", "../../shared/report/chart.css", "page/page.css"];
  return new Map([
    ["/", { type: "text/html; charset=utf-8", body: html }],
    ["/console.js", { type: "text/javascript; charset=utf-8", body: built.outputFiles[0]?.text ?? "" }],
    [
      "/console.css",
      {
        type: "text/css; charset=utf-8",
        body: styles.map((name) => readFileSync(here(name), "utf8")).join("\n"),
      },
    ],
  ]);
}

/** Without secrets: the token comes in the address's fragment. */
const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Failover console</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/console.css">
<script type="module" src="/console.js"></script>
</head>
<body><div id="console"></div><noscript>The console needs JavaScript; failover status does not.</noscript></body>
</html>
`;
