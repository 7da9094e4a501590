import { objectStore, realWorld, sharedFolder, verifyPorts } from "../aws/ports.ts";
import type { SharedFolder } from "../verify/inShares.ts";
import { keepYoungSpaceSmall } from "../verify/youngSpace.ts";
import { readEnvironment } from "./environment.ts";

keepYoungSpaceSmall();
const environment = readEnvironment(process.env);
const world = realWorld();
const journal = { bucket: environment.journalBucket, region: environment.region };

export const clock = world.clock;
export const ports = verifyPorts(world);
export const store = objectStore(world, journal);

/** Shares of the comparison under way; they are expired by the bucket after a week. */
export const sharesOf = (site: string): SharedFolder => sharedFolder(world, journal, `comparisons/${site}`);

/** Where the loop keeps what it compared, and finds what the shares came to. */
export const evidenceOf = (site: string): SharedFolder =>
  sharedFolder(world, journal, `sites/${site}/evidence`);
