import * as v from "valibot";
import { breakables, type DemoWish, speeds } from "./wire.ts";

const site = v.string();
const wish = v.variant("kind", [
  v.object({ kind: v.literal("speed"), speed: v.picklist(speeds) }),
  v.object({ kind: v.picklist(["break", "mend"]), site, what: v.picklist(breakables) }),
  v.object({ kind: v.literal("deploy"), site }),
]);

/** null: it is none. */
export function readWish(body: object): DemoWish | null {
  const parsed = v.safeParse(wish, body);
  return parsed.success ? parsed.output : null;
}
