import type { OrderRequest, RuleName } from "../../../shared/model/order.ts";
import { useDesk } from "./model.ts";

export interface Wanted {
  /** A deploy lease is a pipeline's, and not taken here. */
  readonly action: Exclude<OrderRequest["action"], "deploy-begin" | "deploy-end" | "drill-end">;
  readonly reason: string;
  /** "2h"; "": as the contract has it. */
  readonly until: string;
  readonly overrideRules: readonly RuleName[];
  /** The same order sent twice is done once. */
  readonly requestId: string;
}

interface OrderFormProps {
  readonly wanted: Wanted;
  readonly problem: string | null;
  readonly change: (wanted: Wanted) => void;
  readonly plan: () => void;
  readonly cancel: () => void;
}

const actions: readonly (readonly [Wanted["action"], string])[] = [
  ["force", "Force: visitors to the standby"],
  ["hold", "Hold: visitors stay on the primary"],
  ["release", "Release: Route 53 decides again"],
  ["freeze", "Freeze: the controller moves nothing"],
  ["unfreeze", "Unfreeze"],
  ["ack", "Acknowledge: let it go on"],
  ["arm", "Arm: the controller steers"],
  ["disarm", "Put in shadow: watched, not steered"],
];
const expires: ReadonlySet<string> = new Set(["force", "hold", "release", "freeze"]);

/** The reason is what one writes first. */
const focus = (input: HTMLInputElement | null): void => input?.focus();

/** What is wanted, why, and for how long. */
export function OrderForm({ wanted, problem, change, plan, cancel }: OrderFormProps) {
  const { model } = useDesk();
  const { action, reason, until, overrideRules } = wanted;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        plan();
      }}
    >
      {problem !== null && (
        <p class="trouble" role="alert">
          {problem}
        </p>
      )}
      <label class="field">
        <span>Order</span>
        <select
          value={action}
          onChange={(event) => {
            const chosen = actions.find(([name]) => name === event.currentTarget.value);
            if (chosen !== undefined) change({ ...wanted, action: chosen[0], overrideRules: [] });
          }}
        >
          {actions.map(([name, says]) => (
            <option key={name} value={name}>
              {says}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>Why, for the journal</span>
        <input
          value={reason}
          required
          maxLength={1000}
          name="reason"
          ref={focus}
          onInput={(event) => change({ ...wanted, reason: event.currentTarget.value })}
        />
      </label>
      {expires.has(action) && (
        <label class="field">
          <span>
            For how long, like 2h or 90m {action === "force" ? "(empty: until released)" : "(empty: 4h)"}
          </span>
          <input
            value={until}
            size={8}
            onInput={(event) => change({ ...wanted, until: event.currentTarget.value })}
          />
        </label>
      )}
      {overrideRules.length > 0 && <p>Against the rules {overrideRules.join(", ")}.</p>}
      <p class="hint">
        In the journal as {model.as}, unless AWS says who asks. Nothing is changed by looking at the plan.
      </p>
      <p class="buttons">
        <button type="submit" class="go">
          Show the plan
        </button>
        <button type="button" onClick={cancel}>
          Cancel
        </button>
      </p>
    </form>
  );
}
