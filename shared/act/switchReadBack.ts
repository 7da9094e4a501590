import type { Position } from "../model/order.ts";
import type { Intent } from "../model/record.ts";
import type { SideName, Site, Switch } from "../model/site.ts";
import { checkedUrl } from "../model/switch.ts";
import { after, seconds } from "../model/time.ts";
import type { CheckerSees, SwitchLeverPorts } from "./ports.ts";

/** Checkers look every 10 or 30 s, and a Lambda run has 120 s: what is not answered by then the next run reads on. */
const answeredWithin = seconds(60);
const lookEvery = seconds(5);
const leaseMargin = seconds(10);

/** Why Route 53's checkers would not see the objects as they stand; null: they would, or it can't be told from here. */
export async function seenByCheckers(
  { asChecker }: SwitchLeverPorts,
  place: Switch,
  to: Position,
): Promise<string | null> {
  const wanted = { hold: to === "primary", force: to === "secondary" };
  const looks = await Promise.all(
    (["hold", "force"] as const).map(async (object) => {
      const seen = await asChecker.look(place, object);
      return otherwise(seen, wanted[object])
        ? `${checkedUrl(place, object)} ${saySeen(seen)}, as the checkers would see it`
        : null;
    }),
  );
  return looks.find((because) => because !== null) ?? null;
}

const otherwise = (seen: CheckerSees, wanted: boolean): boolean =>
  seen.kind !== "unknown" && (seen.kind === "there") !== wanted;

const saySeen = (seen: CheckerSees): string =>
  seen.kind === "unknown" ? seen.because : `answers ${seen.status}`;

type Answered =
  | { readonly kind: "asWanted" }
  | { readonly kind: "unknown" | "otherwise"; readonly because: string };

/** Asks the zone's name servers until they send visitors where they are wanted, or time is up. */
export async function seeAnswered(
  { clock, visitors }: SwitchLeverPorts,
  site: Site,
  { to, leaseUntil }: Intent,
): Promise<Answered> {
  const until = after(clock.now(), answeredWithin);
  for (;;) {
    const side = await visitors.side(site);
    if (side === to) return { kind: "asWanted" };
    if (clock.now() >= until || after(clock.now(), leaseMargin) > leaseUntil) return notYet(side);
    await clock.sleep(lookEvery);
  }
}

const notYet = (side: SideName | "split" | "unknown"): Answered => ({
  kind: side === "unknown" ? "unknown" : "otherwise",
  because: saySide[side],
});

const saySide = {
  primary: "the name servers answer the primary yet",
  secondary: "the name servers answer the standby yet",
  split: "the name servers answer some names with the other side yet",
  unknown: "which side the name servers answer can't be told",
};
