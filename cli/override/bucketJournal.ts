import { objectStore, realWorld } from "../../shared/aws/ports.ts";
import { reasonOf } from "../../shared/model/reason.ts";
import { peek, readJournal } from "../../shared/record/store.ts";
import { exitCodes } from "../exitCodes.ts";
import type { Journal } from "../judgeJournal.ts";
import { Mistake } from "../mistake.ts";
import { groundOf } from "./ground.ts";
import type { Address } from "./reach.ts";

/** The journal as it lies in the bucket. The record is read first: what is written meanwhile only follows its head. */
export async function bucketJournal(address: Address): Promise<Journal> {
  if (address.profile !== null) process.env["AWS_PROFILE"] = address.profile;
  const { bucket } = await groundOf(address);
  const world = realWorld();
  const store = objectStore(world, { bucket, region: address.region });
  const { site } = address;
  try {
    const { record, etag } = await peek(store, site, world.clock.now());
    const entries = await Array.fromAsync(readJournal(store, site.name));
    return { site: site.name, entries, head: etag === null ? null : record.journal };
  } catch (error) {
    throw new Mistake(`the journal in s3://${bucket} can't be read: ${reasonOf(error)}`, exitCodes.unknown);
  }
}
