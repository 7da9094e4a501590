import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { JournalEntry } from "../shared/model/journal.ts";
import { reasonOf } from "../shared/model/reason.ts";
import type { SiteRecord } from "../shared/model/record.ts";
import type { Journal } from "./judgeJournal.ts";
import { Mistake } from "./mistake.ts";

/** Every journal in a copy of the bucket, or of a part of it: entries are NNNNNNNNNNNN.json, the record is above them. */
export function journalsBelow(folder: string): readonly Journal[] {
  const files = listed(folder).filter((path) => /(^|[\\/])\d{12}\.json$/.test(path));
  if (files.length === 0)
    throw new Mistake(`there is no journal below ${folder}: no file like 000000000001.json`);
  const byFolder = Map.groupBy(files.sort(), (path) => dirname(join(folder, path)));
  return [...byFolder].map(([place, ofPlace]) => {
    const entries = ofPlace.map((path) => parsed<JournalEntry>(join(folder, path)));
    return { site: entries[0]?.site ?? "", entries, head: headBeside(place) };
  });
}

function headBeside(place: string): Journal["head"] {
  const record = join(place, "..", "record.json");
  return existsSync(record) ? parsed<SiteRecord>(record).journal : null;
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch (error) {
    throw new Mistake(`${folder} can't be read: ${reasonOf(error)}`);
  }
}

function parsed<T>(file: string): T {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch (error) {
    throw new Mistake(`${file} is no JSON: ${reasonOf(error)}`);
  }
}
