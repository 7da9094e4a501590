import type { Finding, Path } from "./finding.ts";
import type { WrittenSite } from "./schema.ts";

/** What must hold, or had better hold, between the values of a site. */
export interface Rule {
  /** What it reads: it is asked only where the schema found nothing wrong at, above or below these paths. */
  readonly reads: readonly Path[];
  /** Paths are the site's own. */
  readonly check: (site: WrittenSite, host: string) => readonly Finding[];
}

export const sideNames = ["primary", "secondary"] as const;

export const when = (broken: boolean, path: Path, message: string, remedy: string): readonly Finding[] =>
  broken ? [{ path, message, remedy }] : [];
