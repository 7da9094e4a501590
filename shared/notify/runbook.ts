import type { NoticeKind } from "../model/notice.ts";
import type { Site } from "../model/site.ts";

/** The place of a kind of notice in the runbook: the site's own page of it, or the file in the clone. Each has a heading of its name. */
export const runbookPlace = (kind: NoticeKind, { notices }: Site): string =>
  `${notices.runbook ?? "docs/runbook.md"}#${kind}`;
