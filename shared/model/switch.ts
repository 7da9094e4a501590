import type { Position } from "./order.ts";
import type { Intent } from "./record.ts";
import type { Switch } from "./site.ts";
import { type EpochMs, isoTime } from "./time.ts";

/** What stands in the switch's bucket; null: there is no such object. */
export interface SwitchObjects {
  readonly hold: SwitchObject | null;
  readonly force: SwitchObject | null;
}

export interface SwitchObject {
  readonly etag: string;
  readonly body: string;
}
export type SwitchKey = keyof SwitchObjects;

/** The objects are public: who asked, and why, stand in the journal under the intent. */
export const bodyOf = ({ id, to }: Pick<Intent, "id" | "to">, site: string, at: EpochMs): string =>
  JSON.stringify({ site, position: to, intent: id, at: isoTime(at) });

/** Whether the object was put for this intent: its body says so. */
export const isOf = (object: SwitchObject | null, intent: Intent["id"]): boolean =>
  object?.body.includes(`"intent":"${intent}"`) ?? false;

/** One write. PUT goes with If-None-Match: *, DELETE with If-Match: `etag`, so neither undoes what it did not know of. */
export interface SwitchChange {
  readonly action: "PUT" | "DELETE";
  readonly object: SwitchKey;
  /** "s3://example-site-switch/force" */
  readonly url: string;
  readonly etag: string | null;
}

export interface SwitchPort {
  /** Throws where it can't be read. */
  read(place: Switch): Promise<SwitchObjects>;
}

/** What the calculated check makes of the objects: healthy = (endpoint or hold) and not force. So `force` wins. */
export const switchPosition = ({ hold, force }: SwitchObjects): Position => {
  if (force !== null) return "secondary";
  return hold === null ? "automatic" : "primary";
};

/**
 * The writes that lead to a position, in the order in which no step between shows another position than the first or
 * the last: what is to stand is put before anything is taken away, and `hold` goes before `force`, under which it counts
 * for nothing.
 */
export function switchChanges(place: Switch, stands: SwitchObjects, to: Position): readonly SwitchChange[] {
  const wanted = { hold: to === "primary", force: to === "secondary" };
  const keys = ["hold", "force"] as const;
  const change = (action: "PUT" | "DELETE", object: SwitchKey): SwitchChange => ({
    action,
    object,
    url: `s3://${place.bucket}/${place.keys[object]}`,
    etag: action === "DELETE" ? (stands[object]?.etag ?? null) : null,
  });
  return [
    ...keys.filter((key) => wanted[key] && stands[key] === null).map((key) => change("PUT", key)),
    ...keys.filter((key) => !wanted[key] && stands[key] !== null).map((key) => change("DELETE", key)),
  ];
}

/** Where a checker looks for an object: the bucket's REST endpoint, by plain HTTP, unless sites.yml says otherwise. */
export const checkedUrl = ({ endpoint, keys }: Switch, object: SwitchKey): string =>
  `${endpoint}/${keys[object]}`;

/** Where the switch stands, as people say it. */
export const saySwitch: Readonly<Record<Position, string>> = {
  automatic: "with neither hold nor force, and Route 53 decides",
  primary: "with the object hold, so that visitors stay on the primary",
  secondary: "with the object force, so that visitors go to the standby",
};
