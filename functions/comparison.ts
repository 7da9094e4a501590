import type { Context } from "aws-lambda";
import { clock, evidenceOf, ports, sharesOf, store } from "../shared/lambda/comparisonRuntime.ts";
import { comparisonStep, type StepOf } from "../shared/lambda/comparisonStep.ts";
import { sites } from "../shared/lambda/packagedSites.ts";
import { wake } from "../shared/lambda/wake.ts";
import { ownKeys } from "../shared/model/ownKeys.ts";
import type { Site } from "../shared/model/site.ts";
import { ms } from "../shared/model/time.ts";
import { load } from "../shared/record/store.ts";
import { compareShare, mergeShares, planShares, type WholeTask } from "../shared/verify/inShares.ts";
import { keepWhole, readKept } from "../shared/verify/kept.ts";
import { pointsApart } from "../shared/verify/milestones.ts";

/** The steps of a comparison by many functions: cut the key space, compare one share, put the shares together. */
export const handler = wake(comparisonStep, async (event, context: Context) => {
  const site = sites.find(({ name }) => name === event.site);
  if (site === undefined) throw new Error(`${event.site} is no site of this deployment`);
  switch (event.step) {
    case "plan":
      return await plan(site, event);
    case "share":
      return await share(site, event, context.getRemainingTimeInMillis());
    case "merge":
      return await merge(site, event);
  }
});

/** By the size that the loop saw last; a site it never could compare is taken for a large one. */
async function plan({ name, ...site }: Site, event: StepOf<"plan">) {
  const now = clock.now();
  const { replica } = (await load(store, { ...site, name }, now)).record;
  const size = replica.comparison?.compared ?? null;
  if (size !== null && size < event.fromObjects) return { kind: "small", size };
  const { learned } = await readKept(evidenceOf(name));
  const points = Math.ceil(event.objectsInShare / pointsApart);
  const folder = sharesOf(name);
  const { shares } = await planShares(folder, event.execution, now, learned, points);
  return { kind: "shares", shares, key: `comparisons/${name}/shares.json` };
}

async function share(site: Site, { execution, share }: StepOf<"share">, remainingMs: number) {
  const { prefix, window } = site.replication;
  const whole: WholeTask = {
    whole: execution,
    primary: { name: site.primary.bucket, region: site.primary.region },
    secondary: { name: site.secondary.bucket, region: site.secondary.region },
    scope: { prefix, exceptions: ownKeys(site) },
    mode: "key+size+etag",
    window,
  };
  return await compareShare(ports, sharesOf(site.name), whole, share, {
    ...limits,
    time: ms(remainingMs - toWriteDown),
  });
}

async function merge({ name }: Site, { execution }: StepOf<"merge">) {
  const { now, shares, whole } = await mergeShares(sharesOf(name), execution);
  await keepWhole(evidenceOf(name), whole, now, clock.now());
  return { now, shares, found: whole.found, mode: whole.mode, cost: whole.cost };
}

const toWriteDown = 20_000;
const limits = {
  signal: null,
  inFlight: 64,
  requestsPerSecond: null,
  memoryBytes: 256_000_000,
  tries: 5,
};
