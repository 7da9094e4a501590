import type { SiteGround } from "../world/siteGround.ts";
import type { SitesOnEmulator } from "../world/siteOnEmulator.ts";

/** What one key does to the world; a second press mends it. `nth`: how often it was pressed before. */
export interface Trouble {
  readonly key: string;
  readonly breaks: string;
  readonly mends: string;
  begin(world: SitesOnEmulator, site: SiteGround): Promise<unknown>;
  end(world: SitesOnEmulator, site: SiteGround): Promise<unknown>;
  /** Whether it is of the chosen site alone. */
  readonly ofOneSite: boolean;
}

export const troubles: readonly Trouble[] = [
  {
    key: "p",
    breaks: "break the primary: nobody answers there",
    mends: "the primary answers again",
    ofOneSite: true,
    begin: (_, { sides }) => sides.primary.break("refuse"),
    end: (_, { sides }) => sides.primary.mend(),
  },
  {
    key: "s",
    breaks: "break the standby: it answers 503",
    mends: "the standby answers again",
    ofOneSite: true,
    begin: (_, { sides }) => sides.secondary.break("error"),
    end: (_, { sides }) => sides.secondary.mend(),
  },
  {
    key: "r",
    breaks: "stop replication",
    mends: "replication catches up",
    ofOneSite: true,
    begin: (_, { replication }) => replication.stop(),
    end: (_, { replication }) => replication.resume(),
  },
  {
    key: "u",
    breaks: "cut off us-east-1: Route 53's and CloudFront's APIs answer 503",
    mends: "us-east-1 is back",
    ofOneSite: false,
    begin: ({ emulator }) => emulator.unreachable({ route53: "error", cloudfront: "error" }),
    end: ({ emulator }) => emulator.unreachable({}),
  },
];
