import { type Command, Option } from "commander";
import type { Cli } from "../cli.ts";
import type { OrderAction, OrderOptions } from "../giveOrder.ts";
import { takesJson, takesReach, takesSite } from "../options.ts";
import { ruleName, span } from "../words.ts";

interface OrderWords {
  readonly action: OrderAction;
  readonly does: string;
  /** How long it stands where `--for` doesn't say; null: it does not expire. */
  readonly stands: string | null;
  /** Whether it may pull a lever. */
  readonly moves: boolean;
  /** Whether a safety rule may refuse it. */
  readonly judged: boolean;
}

const orders: readonly OrderWords[] = [
  { action: "force", does: "visitors to the standby", stands: "until released", moves: true, judged: true },
  {
    action: "hold",
    does: "visitors stay on the primary, whatever its health",
    stands: "4h",
    moves: true,
    judged: true,
  },
  {
    action: "release",
    does: "lift the order: Route 53 decides again",
    stands: "against a closed gate 4h",
    moves: true,
    judged: true,
  },
  {
    action: "freeze",
    does: "the controller moves nothing; Route 53 still does",
    stands: "4h",
    moves: false,
    judged: false,
  },
  { action: "unfreeze", does: "lift the freeze", stands: null, moves: false, judged: false },
  {
    action: "ack",
    does: "forget the recent moves that cooldown and flip-rate count",
    stands: null,
    moves: false,
    judged: false,
  },
  {
    action: "arm",
    does: "take the site out of shadow, once it was seen green",
    stands: null,
    moves: false,
    judged: true,
  },
  {
    action: "disarm",
    does: "back into shadow: watched, told of, not steered",
    stands: null,
    moves: false,
    judged: false,
  },
];

/** A person's word: what changes something. Each is shown first, then confirmed, then done. */
export function orderCommands(program: Command, cli: Cli): void {
  for (const { action, does, stands, moves, judged } of orders) {
    const command = takesSite(program.command(action).description(does))
      .option("-r, --reason <text>", "why; goes into the journal and the notices")
      .option("--as <name>", "who asks, where AWS can't say (its own word comes first)");
    if (stands !== null)
      command.option("--for <span>", `like 2h or 90m, at most 30 days (default: ${stands})`, span);
    if (judged)
      command.option("--override-rule <rule>", "do it although this rule refuses; once for each", ruleName);
    if (moves)
      command.addOption(new Option("--lever <name>", "the one to pull").choices(["switch", "records"]));
    command
      .option("-n, --dry-run", "only show what it would do")
      .option("-y, --yes", "do not ask; for scripts")
      .option("--request-id <id>", "the same id again is not done again");
    takesJson(takesReach(command)).action(async (site: string | undefined, options: OrderOptions) => {
      const { giveOrder } = await import("../giveOrder.ts");
      cli.end(await giveOrder(cli, action, site, options));
    });
  }
}
