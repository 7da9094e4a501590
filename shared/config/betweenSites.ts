import type { Finding, Path } from "./finding.ts";
import type { WrittenSite } from "./schema.ts";
import { namesOf } from "./toSite.ts";

/** A site as far as it could be read: what the schema found fault with is not as its type says, and not to be touched. */
export interface ReadSite {
  readonly host: string;
  readonly site: WrittenSite;
  readonly isSound: (path: Path) => boolean;
}

/** What two sites must not share. */
export const findBetweenSites = (sites: readonly ReadSite[]): readonly Finding[] => [
  ...sharedNames(sites),
  ...sharedSwitches(sites),
];

export const at = (host: string): Path => ["sites", host];

/** A name can fail over with one site only: two would move the same record sets. */
function sharedNames(sites: readonly ReadSite[]): readonly Finding[] {
  const owners = new Map<string, string>();
  return sites
    .filter(({ isSound }) => isSound(["names"]))
    .flatMap(({ host, site }) =>
      namesOf(host, site).flatMap(({ name }, i) => {
        const owner = owners.get(name);
        owners.set(name, owner ?? host);
        if (owner === undefined) return [];
        const message =
          owner === host ? `${name} stands here twice` : `${name} belongs to the site ${owner} already`;
        const path = site.names === undefined ? at(host) : [...at(host), "names", i];
        return [{ path, message, remedy: "let each name stand in one place" }];
      }),
    );
}

/** An order for one site would steer the other. */
function sharedSwitches(sites: readonly ReadSite[]): readonly Finding[] {
  const owners = new Map<string, string>();
  return sites
    .filter(({ isSound }) => isSound(["switch"]))
    .flatMap(({ host, site }) =>
      objectsOf(site).flatMap(({ key, object }) => {
        const owner = owners.get(object) ?? host;
        owners.set(object, owner);
        const path = [...at(host), "switch", key];
        const message = `${object} is the switch of the site ${owner} already: an order for one would steer both`;
        return owner === host
          ? []
          : [{ path, message, remedy: "give each site a bucket or objects of its own" }];
      }),
    );
}

const objectsOf = ({ switch: written }: WrittenSite) =>
  written === undefined
    ? []
    : (["hold", "force"] as const).map((key) => ({ key, object: `${written.bucket}/${written[key]}` }));
