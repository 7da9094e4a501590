import { serveSite, type Web } from "../webOfTheSite.ts";
import { makeBuckets } from "./buckets.ts";
import { type Checks, makeDistribution, makeHealthChecks, makeRecords } from "./edge.ts";
import type { Account } from "./example.ts";
import { watch } from "./watching.ts";

/** A site as somebody set it up call by call, with nothing wrong: what `failover adopt` is for. */
export interface SiteByHand {
  readonly distribution: { readonly id: string; readonly domainName: string };
  readonly checks: Checks;
  readonly web: Web;
}

export async function siteByHand(account: Account, zoneId: string): Promise<SiteByHand> {
  await makeBuckets(account);
  const web = await serveSite(account);
  const distribution = await makeDistribution(account);
  const checks = await makeHealthChecks(account, web.probePort);
  await makeRecords(account, zoneId, distribution.domainName, checks.calculated);
  await watch(account, checks.endpoint);
  return { distribution, checks, web };
}
