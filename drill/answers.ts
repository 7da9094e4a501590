import type { SideName, Site } from "../shared/model/site.ts";
import { sideAt } from "./edges.ts";
import type { NameServers } from "./nameServers.ts";

/** Which side the name servers send people to. The shares add up to 1, or to less where some of them answer nothing. */
export interface Answers {
  readonly shares: Readonly<Record<SideName, number>>;
  /** "the primary", "the standby", "nothing", or how they differ. */
  readonly says: string;
}

/** Over all names, types and servers. */
export function answersOf(site: Site, servers: NameServers): Answers {
  const sides = site.names.flatMap(({ name, types }) =>
    types.flatMap((type) =>
      servers.endpoints.flatMap((_, server) => servers.answer(server, name, type).addresses.map(sideAt)),
    ),
  );
  const share = (side: SideName): number =>
    sides.length === 0 ? 0 : sides.filter((s) => s === side).length / sides.length;
  const shares = { primary: share("primary"), secondary: share("secondary") };
  return { shares, says: sayAnswers(shares) };
}

function sayAnswers({ primary, secondary }: Answers["shares"]): string {
  if (primary === 1) return "the primary";
  if (secondary === 1) return "the standby";
  if (primary + secondary === 0) return "nothing";
  return `${Math.round(primary * 100)} % the primary, ${Math.round(secondary * 100)} % the standby`;
}
