import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { OverrideWay } from "../../../shared/model/notice.ts";
import type { RuleName } from "../../../shared/model/order.ts";
import type { Answered } from "../../../shared/override/contract.ts";
import type { SiteStatus } from "../../../shared/override/status.ts";
import type { Asked } from "../../override/reach.ts";
import { ChangeList } from "./ChangeList.tsx";
import { useDesk } from "./model.ts";
import { OrderForm, type Wanted } from "./OrderForm.tsx";

/** Where one is: what is wanted, then the plan of it, then what came of it. */
type Step =
  | { readonly kind: "form"; readonly problem: string | null }
  | { readonly kind: "asking"; readonly what: string }
  | { readonly kind: "plan"; readonly answer: Answered }
  | { readonly kind: "done"; readonly answer: Answered };

interface LeversProps {
  readonly site: string;
  readonly status: SiteStatus;
  readonly way: OverrideWay;
  readonly close: () => void;
}

/** An order in two steps: the plan with its exact writes, and then, by a second act, the order itself. */
export function Levers({ site, status, way, close }: LeversProps) {
  const { ask } = useDesk();
  const [step, setStep] = useState<Step>({ kind: "form", problem: null });
  const [wanted, setWanted] = useState<Wanted>(() => firstWanted(way));
  const dialog = useDialog(close);

  const send = async (dryRun: boolean, order: Wanted): Promise<void> => {
    setStep({
      kind: "asking",
      what: dryRun
        ? "Asking for the plan …"
        : "Carrying it out … (a change of record sets takes up to a minute)",
    });
    const asked = (await ask("/api/ask", requestOf(site, order, dryRun)).catch(unheard)) as Asked;
    setStep(stepAfter(asked, dryRun));
  };

  return (
    <dialog class="levers" ref={dialog} aria-labelledby="levers">
      <h2 id="levers">
        {titles[wanted.action]} {site}
      </h2>
      {step.kind === "form" && (
        <OrderForm
          wanted={wanted}
          problem={step.problem}
          change={setWanted}
          plan={() => void send(true, wanted)}
          cancel={close}
        />
      )}
      {step.kind === "asking" && <p role="status">{step.what}</p>}
      {step.kind === "plan" && (
        <Plan
          answer={step.answer}
          wanted={wanted}
          site={site}
          back={() => setStep({ kind: "form", problem: null })}
          carryOut={() => void send(false, wanted)}
          override={(rules) => {
            const next = { ...wanted, overrideRules: [...new Set([...wanted.overrideRules, ...rules])] };
            setWanted(next);
            void send(true, next);
          }}
        />
      )}
      {step.kind === "done" && <Outcome answer={step.answer} close={close} before={status} />}
    </dialog>
  );
}

const titles: Readonly<Record<Wanted["action"], string>> = {
  force: "Force the standby:",
  hold: "Hold the primary:",
  release: "Release:",
  freeze: "Freeze:",
  unfreeze: "Unfreeze:",
  ack: "Acknowledge:",
  arm: "Arm:",
  disarm: "Put in shadow:",
};

interface PlanProps {
  readonly answer: Answered;
  readonly wanted: Wanted;
  readonly site: string;
  readonly back: () => void;
  readonly carryOut: () => void;
  readonly override: (rules: readonly RuleName[]) => void;
}

function Plan({ answer, wanted, site, back, carryOut, override }: PlanProps) {
  const [typed, setTyped] = useState("");
  const first = useFocus<HTMLHeadingElement>();
  const mustType = wanted.action === "force";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (answer.ok && (!mustType || typed === site)) carryOut();
      }}
    >
      <h3 ref={first} tabIndex={-1}>
        {answer.ok ? "The plan" : "It would be refused"}
      </h3>
      {answer.ok && <p>{answer.decision.reason}</p>}
      {wanted.overrideRules.length > 0 && <p>Rules overridden by name: {wanted.overrideRules.join(", ")}.</p>}
      {answer.ok ? <ChangeList changes={answer.changes} /> : <Refusals answer={answer} />}
      {answer.ok && mustType && (
        <label class="field">
          <span>
            Type <b>{site}</b> to confirm
          </span>
          <input
            value={typed}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
      )}
      <p class="buttons">
        {answer.ok ? (
          <button type="submit" class="go" disabled={mustType && typed !== site}>
            {goes[wanted.action]}
          </button>
        ) : (
          <AgainstRules answer={answer} override={override} />
        )}
        <button type="button" onClick={back}>
          Back
        </button>
      </p>
    </form>
  );
}

const goes: Readonly<Record<Wanted["action"], string>> = {
  force: "Force now",
  hold: "Hold now",
  release: "Release now",
  freeze: "Freeze now",
  unfreeze: "Unfreeze now",
  ack: "Acknowledge now",
  arm: "Arm now",
  disarm: "Put in shadow now",
};

/** A plan that is only too late is asked for anew; any other rule a person may override by its name. */
function AgainstRules({ answer, override }: Pick<PlanProps, "answer" | "override">) {
  const rules = answer.refusedBy.map(({ rule }) => rule).filter((rule) => rule !== "stale-plan");
  return (
    <button type="button" onClick={() => override(rules)}>
      {rules.length === 0 ? "Plan it again" : `Plan it against ${rules.join(", ")}`}
    </button>
  );
}

const Refusals = ({ answer }: { readonly answer: Answered }) => (
  <ul class="refusals">
    {answer.refusedBy.map(({ rule, because }) => (
      <li key={rule}>
        <code>{rule}</code> {because}
      </li>
    ))}
  </ul>
);

function Outcome({
  answer,
  close,
  before,
}: {
  readonly answer: Answered;
  readonly close: () => void;
  readonly before: SiteStatus;
}) {
  const first = useFocus<HTMLHeadingElement>();
  const { ok, decision, status, journal, refusedBy } = answer;
  return (
    <>
      <h3 ref={first} tabIndex={-1} class={ok ? "outcome well" : "outcome badly"}>
        {ok ? "Done" : refusedBy.length > 0 ? "Refused: nothing was changed" : "Not done"}
      </h3>
      <p>
        {answer.outcome !== null && "because" in answer.outcome ? answer.outcome.because : decision.reason}
      </p>
      <p>
        {before.headline === status.headline ? "It stands as before" : "It stands now"}: {status.headline}.{" "}
        {status.next}
      </p>
      {journal.to >= journal.from && (
        <p class="hint">
          Journal entries {journal.from} to {journal.to}.
        </p>
      )}
      <p class="buttons">
        <button type="button" class="go" onClick={close}>
          Close
        </button>
      </p>
    </>
  );
}

const firstWanted = ({ action, overrideRules = [] }: OverrideWay): Wanted => ({
  action: action === "status" ? "hold" : action,
  reason: "",
  until: "",
  overrideRules: overrideRules as readonly RuleName[],
  requestId: crypto.randomUUID(),
});

const requestOf = (
  site: string,
  { action, reason, until, overrideRules, requestId }: Wanted,
  dryRun: boolean,
) => ({
  action,
  site,
  reason,
  ...(until === "" ? {} : { for: until }),
  overrideRules,
  // A plan leaves no trace; the order itself is done once, however often it is sent.
  ...(dryRun ? { dryRun } : { requestId }),
});

function stepAfter(asked: Asked, dryRun: boolean): Step {
  if (asked.kind === "unknown")
    return {
      kind: "form",
      problem: `${asked.because}. What was asked for may be done or not: look at the status before you ask again.`,
    };
  if (asked.kind === "unreachable") return { kind: "form", problem: `${asked.because}. ${asked.remedy}.` };
  const { answer } = asked;
  if (!("error" in answer)) return { kind: dryRun ? "plan" : "done", answer };
  const { error } = answer;
  const problem =
    error.code === "Unavailable"
      ? error.message
      : error.issues.map(({ path, message }) => `${path} ${message}`).join("; ");
  return { kind: "form", problem };
}

const unheard = (error: unknown): Asked => ({
  kind: "unknown",
  because: error instanceof Error ? error.message : "the console did not answer",
});

/** Modal while it is there; Escape closes it. Before the next picture, so that no key typed at once is lost. */
function useDialog(close: () => void) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const it = dialog.current;
    it?.showModal();
    it?.querySelector<HTMLInputElement>("[name=reason]")?.focus();
    it?.addEventListener("close", close);
    return () => it?.close();
  }, []);
  return dialog;
}

/** A new step is read out from its heading. */
function useFocus<T extends HTMLElement>() {
  const it = useRef<T>(null);
  useLayoutEffect(() => it.current?.focus(), []);
  return it;
}
