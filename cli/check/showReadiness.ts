import { hanging } from "../../drill/rows.ts";
import type { Site } from "../../shared/model/site.ts";
import { isoTime } from "../../shared/model/time.ts";
import type { Checked, Readiness } from "../../shared/readiness/checkSite.ts";
import { clock } from "../show/sheet.ts";
import { chooseSite } from "../sites.ts";
import type { Style, Terminal } from "../terminal.ts";
import { pasteable } from "./pasteable.ts";

/** The site's findings with their remedies, then what could not be seen, then how many checks are well. */
export function showReadiness(terminal: Terminal, { at, checked }: Readiness, site: Site): string {
  const of = (kind: Checked["verdict"]["kind"]) => checked.filter(({ verdict }) => verdict.kind === kind);
  const [findings, unknowns, ok] = [of("finding"), of("unknown"), of("ok")];
  const count = `${findings.length} findings, ${unknowns.length} unknown, ${ok.length} ok`;
  return [
    `${site.name}  ${verdict(terminal, findings, unknowns)}  ${count}, as of ${clock(isoTime(at))}`,
    ...findings.flatMap((one) => ["", ...finding(terminal, one, site)]),
    ...(unknowns.length === 0 ? [] : [""]),
    ...unknowns.flatMap((one) => unknown(terminal, one)),
  ].join("\n");
}

/** The same for programs; what could be pasted, too. */
export const jsonOf =
  (sites: readonly Site[]) =>
  ({ site, at, checked }: Readiness) => ({
    site,
    at: isoTime(at),
    checks: checked.map(({ check, verdict }) => ({
      id: check.id,
      asks: check.asks,
      severity: check.severity,
      ...verdict,
      ...(verdict.kind === "finding"
        ? { visitor: check.visitor, fix: check.fix(chooseSite(sites, site)) }
        : {}),
      docs: `docs/readiness.md#${check.id}`,
    })),
  });

function verdict({ paint }: Terminal, findings: readonly Checked[], unknowns: readonly Checked[]): string {
  if (findings.length > 0) return paint("red", "NOT READY");
  return unknowns.length > 0 ? paint("yellow", "NOT KNOWN") : paint("green", "READY");
}

function finding({ columns, paint }: Terminal, { check, verdict }: Checked, site: Site): readonly string[] {
  if (verdict.kind !== "finding") return [];
  const colour: Style = check.severity === "note" ? "yellow" : "red";
  return [
    `${paint(colour, check.severity.toUpperCase().padEnd(indent.length))}${paint("bold", check.id)}`,
    ...verdict.facts.flatMap((fact) => hanging(indent, fact, columns)),
    ...verdict.unread.flatMap((because) => hanging(`${indent}not seen  `, because, columns)),
    ...hanging(`${indent}visitors  `, check.visitor, columns),
    ...check.fix(site).flatMap((way, i) => {
      const head = `${indent}${(i === 0 ? "fix" : "").padEnd(10)}`;
      return pasteable(way, columns - head.length).map(
        (row, n) => (n === 0 ? head : " ".repeat(head.length)) + row,
      );
    }),
    paint("dim", `${indent}docs/readiness.md#${check.id}`),
  ];
}

const unknown = ({ columns, paint }: Terminal, { check, verdict }: Checked): readonly string[] =>
  verdict.kind === "unknown"
    ? hanging(`${"UNKNOWN".padEnd(indent.length)}${check.id}  `, verdict.because, columns).map((row) =>
        row.replace(/^UNKNOWN/, paint("yellow", "UNKNOWN")),
      )
    : [];

const indent = "         ";
