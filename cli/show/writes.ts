import { sayLever } from "../../shared/model/move.ts";
import type { Answered } from "../../shared/override/contract.ts";
import type { Target } from "../target.ts";
import type { Terminal } from "../terminal.ts";
import { labelled } from "./sheet.ts";

/** How much is written where, in a sentence; "" for nothing. */
export function sayWrites({ changes }: Answered, { site }: Target): string {
  const sets = changes.filter((change) => "recordSet" in change).length;
  const objects = changes.length - sets;
  const parts = [
    objects === 0 ? "" : `${objects === 1 ? "1 object" : `${objects} objects`} of the switch`,
    sets === 0 ? "" : `${sets} changes of record sets in one batch, zone ${site.hostedZone.id}`,
  ];
  return parts.filter((part) => part !== "").join("; then ");
}

/** The levers that came to nothing before the one that answered. */
export const showTried = (terminal: Terminal, { tried }: Answered): readonly string[] =>
  tried
    .slice(0, -1)
    .flatMap(({ lever, outcome }) =>
      labelled(
        terminal,
        "tried",
        `${sayLever[lever]}: ${"because" in outcome ? outcome.because : outcome.kind}`,
      ),
    );

/** Whom the switch leaves on the primary. */
export const showStaysBehind = (terminal: Terminal, { staysBehind }: Answered): readonly string[] =>
  staysBehind.length === 0
    ? []
    : labelled(
        terminal,
        "not moved",
        `${staysBehind.join(", ")}: the switch can't move these visitors; --lever records does`,
      );
