import type { Doubt } from "./doubts.ts";
import type { HeadPort, ObjectHead, VerifyPorts } from "./ports.ts";
import type { Tally } from "./tally.ts";
import type { CompareTask } from "./task.ts";

const sideBySide = 8;

/** Asks about single objects what the listings could not tell: doubtful ETags, and where extra objects came from. */
export async function settle({ heads }: VerifyPorts, task: CompareTask, tally: Tally): Promise<void> {
  const { doubts, extras } = tally.open();
  await eachOf(doubts, async (doubt) => {
    const verdict = heads === null ? byEtag(doubt) : await verdictOn(heads, task, doubt);
    tally.settled(doubt, verdict);
  });
  if (heads === null) return;
  await eachOf(extras, async (key) => {
    const answer = await heads.head(task.secondary, key);
    if (answer.kind === "found") tally.extraCameFrom(answer.head.isReplica ? "replication" : "elsewhere");
  });
}

async function eachOf<T>(all: readonly T[], ask: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  const worker = async () => {
    for (const one of left) await ask(one);
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
}

export type Verdict = "equal" | "differs" | "unproven";

/** An ETag of parts ("…-12") depends on how the parts were cut; any other is taken for an MD5 where nobody can be asked. */
export const byEtag = ({ primary, secondary }: Doubt): Verdict =>
  isOfParts(primary.etag) || isOfParts(secondary.etag) ? "unproven" : "differs";

const isOfParts = (value: string): boolean => /-\d+$/.test(value);

async function verdictOn(heads: HeadPort, task: CompareTask, doubt: Doubt): Promise<Verdict> {
  const [ours, theirs] = await Promise.all([
    heads.head(task.primary, doubt.key),
    heads.head(task.secondary, doubt.key),
  ]);
  if (ours.kind !== "found" || theirs.kind !== "found") return "unproven";
  const changed = ours.head.etag !== doubt.primary.etag || theirs.head.etag !== doubt.secondary.etag;
  return changed ? "unproven" : byHeads(ours.head, theirs.head);
}

/** A replica keeps its version id (docs/aws-facts.md 5). Another one proves nothing: a copy by other means has its own. */
function byHeads(ours: ObjectHead, theirs: ObjectHead): Verdict {
  if (ours.versionId !== null && ours.versionId === theirs.versionId) return "equal";
  if (ours.checksums.some((each) => theirs.checksums.includes(each))) return "equal";
  const comparable = ours.checksums.some((each) => !isOfParts(each) && hasRival(each, theirs.checksums));
  return comparable || (ours.etagIsMd5 && theirs.etagIsMd5) ? "differs" : "unproven";
}

/** Another value of the same algorithm, over the whole object as well. */
const hasRival = (checksum: string, others: readonly string[]): boolean =>
  others.some((other) => !isOfParts(other) && other.split(":")[0] === checksum.split(":")[0]);
