import { useState } from "preact/hooks";
import type { EpochMs } from "../../../shared/model/time.ts";
import type { CheckFound, ReadinessFound } from "../wire.ts";
import { Age } from "./Age.tsx";
import { useDesk } from "./model.ts";

type Asked =
  | { readonly kind: "notYet" }
  | { readonly kind: "asking" }
  | { readonly kind: "failed"; readonly because: string }
  | { readonly kind: "found"; readonly found: ReadinessFound };

/** Whether the ground would bear a failover, with the fix for each finding. It is read when one asks: it takes its time. */
export function ReadinessCard({ site, now }: { readonly site: string; readonly now: EpochMs }) {
  const { ask } = useDesk();
  const [asked, setAsked] = useState<Asked>({ kind: "notYet" });
  const check = (): void => {
    setAsked({ kind: "asking" });
    ask("/api/readiness", { site }).then(
      (found) => setAsked({ kind: "found", found: found as ReadinessFound }),
      (error: unknown) => setAsked({ kind: "failed", because: String(error) }),
    );
  };
  return (
    <section class="card readiness" aria-labelledby="readiness">
      <h3 id="readiness">Ready to fail over?</h3>
      <button type="button" disabled={asked.kind === "asking"} onClick={check}>
        {asked.kind === "asking"
          ? "Reading the ground …"
          : asked.kind === "found"
            ? "Check again"
            : "Check it now"}
      </button>
      {asked.kind === "failed" && (
        <p class="trouble" role="alert">
          {asked.because}
        </p>
      )}
      {asked.kind === "found" && <Found found={asked.found} now={now} />}
    </section>
  );
}

function Found({ found: { at, checks }, now }: { readonly found: ReadinessFound; readonly now: EpochMs }) {
  const of = (kind: CheckFound["kind"]) => checks.filter((check) => check.kind === kind);
  const [findings, unknowns, ok] = [of("finding"), of("unknown"), of("ok")];
  const verdict = findings.length > 0 ? "NOT READY" : unknowns.length > 0 ? "NOT KNOWN" : "READY";
  return (
    <>
      <p role="status">
        <b>{verdict}</b>: {findings.length} findings, {unknowns.length} unknown, {ok.length} ok,{" "}
        <Age at={at} now={now} />
      </p>
      <ul class="findings">
        {[...findings, ...unknowns].map((check) => (
          <Check key={check.id} check={check} />
        ))}
      </ul>
    </>
  );
}

function Check({ check }: { readonly check: CheckFound }) {
  if (check.kind === "ok") return null;
  const { id, asks } = check;
  if (check.kind === "unknown")
    return (
      <li class="unknown">
        <b>{id}</b> (not known)
        <p>{asks}</p>
        <p>{check.because}</p>
      </li>
    );
  return (
    <li class={check.severity}>
      <b>{id}</b> ({check.severity})
      {check.facts.map((fact) => (
        <p key={fact}>{fact}</p>
      ))}
      <p>
        <i>Visitors:</i> {check.visitor}
      </p>
      {check.fix.length > 0 && <pre>{check.fix.join("\n")}</pre>}
    </li>
  );
}
