import type { Break } from "./brokenCode.ts";

/** Mistakes that matter, one line each, and the rule that has to notice. */
export const breaks: readonly Break[] = [
  {
    mistake: "acts before the intent is recorded",
    line: "const intended = await recordIntent(ports, held, considered, observation, site);",
    becomes: `await act(ports, considered.step, considered.decision, site);
      const intended = await recordIntent(ports, held, considered, observation, site);`,
    caughtBy: "intent-first",
  },
  {
    mistake: "acts although another run was first, and then again",
    line: "if (intended === null) continue;",
    becomes:
      "if (intended === null) { await act(ports, considered.step, considered.decision, site); continue; }",
    caughtBy: "intent-first",
  },
  {
    mistake: "takes another run's write for its own whose answer was lost",
    line: "return parse(stored.body, record.site).writer === record.writer ? stored.etag : null;",
    becomes: "return stored.etag;",
    caughtBy: "no-lost-update",
  },
  {
    mistake: "ignores the lease of a run that is at work",
    line: 'if (situation.now <= intent.leaseUntil) return { kind: "wait", reason: underWay };',
    becomes: "",
    caughtBy: "lease-kept",
  },
  {
    mistake: "takes a PENDING change for one that is done",
    line: 'if (status !== "PENDING") return { kind: status };',
    becomes: 'return { kind: "INSYNC" };',
    caughtBy: "done-is-done",
  },
  {
    mistake: "calls the switch done before the name servers answer",
    line: 'if (side === to) return { kind: "asWanted" };',
    becomes: 'return { kind: "asWanted" };',
    caughtBy: "switch-seen",
  },
  {
    mistake: "deletes force and leaves hold out of it",
    line: 'const wanted = { hold: to === "primary", force: to === "secondary" };',
    folder: "model",
    becomes: 'const wanted = { hold: false, force: to === "secondary" };',
    caughtBy: "record-true",
  },
  {
    mistake: "takes record sets that can't be read back for unchanged ones",
    line: 'return { kind: "unknown", because: reasonOf(error) };',
    folder: "act",
    becomes: 'return { kind: "before" };',
    caughtBy: "record-true",
  },
  {
    mistake: "takes a replica that nobody knows for a fit one",
    line: 'return { kind: "unknown", rule: "replica-current", because: replica.because };',
    becomes: 'return { kind: "fit", because: replica.because };',
    caughtBy: "not-onto-broken",
  },
  {
    mistake: "takes a stale replica for a fit one, whatever policy says",
    line: ': { kind: "unfit", rule: "replica-current", because: replica.because };',
    becomes: ': { kind: "fit", because: replica.because };',
    caughtBy: "not-onto-broken",
  },
  {
    mistake: "takes a prober that is cut off for a world that is down",
    line: "const heard = [primary, secondary, ...visitors].some((one) => one.heard);",
    becomes: "const heard = true;",
    caughtBy: "incident-real",
  },
  {
    mistake: "takes what nobody could see for what is well",
    line: "return { primary: trusted(primary.health), secondary: trusted(secondary.health) };",
    becomes: `const up = { kind: "up", at, latencyMs: 0 } as never;
      return heard ? { primary: trusted(primary.health), secondary: trusted(secondary.health) } : { primary: up, secondary: up };`,
    caughtBy: "not-blind",
  },
  {
    mistake: "lets one person approve their own force",
    line: "if (first !== undefined && first.name !== request.who.name) return null;",
    becomes: "if (first !== undefined) return null;",
    caughtBy: "two-persons",
  },
  {
    mistake: "fails over although both sides fail in the same way",
    line: "return towardsSecondary(context) && commonFault !== null",
    becomes: "return false",
    caughtBy: "would-help",
  },
  {
    mistake: "forgets what stood before a change that may be lost",
    line: "const lastInSync = mayBeLost ? (record.lastInSync ?? intent.from) : null;",
    becomes: "const lastInSync = null;",
    caughtBy: "right-side",
    inStory: "Route 53 loses two changes that were found done: what stands is what stood before both",
  },
  {
    mistake: "does not latch",
    line: 'if (!site.policy.latch || incident?.phase !== "failedOver") return null;',
    becomes: "return null;",
    caughtBy: "latched",
  },
  {
    mistake: "keeps the cool-down in no record",
    line: "const flips = moved(row) ? [...record.flips, now].slice(-flipsKept) : record.flips;",
    becomes: "const flips = record.flips;",
    caughtBy: "cooldown-kept",
  },
  {
    mistake: "never ends an order",
    line: "term !== null && term.until !== null && term.until <= at;",
    becomes: "false;",
    caughtBy: "order-ended",
  },
  {
    mistake: "overlooks a hold",
    line: "if (order === null) return null;",
    folder: "decide",
    becomes: 'if (order?.kind !== "force") return null;',
    caughtBy: "order-kept",
  },
  {
    mistake: "moves while frozen",
    line: "if (freeze === null) return null;",
    becomes: "return null;",
    caughtBy: "frozen-kept",
  },
  {
    mistake: "moves in shadow",
    line: 'return record.arming.kind === "shadow" && move.request === null',
    becomes: "return false",
    caughtBy: "shadow-kept",
  },
  {
    mistake: "lets visitors go home without what was written on the standby",
    line: "return newest !== null && wasWrittenSince(comparison, openedAt)",
    becomes: "return newest === openedAt",
    caughtBy: "nothing-lost",
  },
  {
    mistake: "moves A and forgets AAAA",
    line: "secondary: baseline.flatMap((set) => swapped(set, baseline)),",
    becomes: 'secondary: baseline.flatMap((set) => (set.Type === "A" ? swapped(set, baseline) : [set])),',
    caughtBy: "one-position",
  },
  {
    mistake: "writes blindly over whatever record sets stand there",
    line: "const ChangeBatch = { Comment: comment, Changes: changes.map(asSdkChange) };",
    becomes: `const ChangeBatch = { Comment: comment, Changes: changes.filter(({ action }) => action === "CREATE")
        .map((change) => ({ ...asSdkChange(change), Action: "UPSERT" as const })) };`,
    caughtBy: "compare-and-swap",
  },
  {
    mistake: "writes over the record without If-Match",
    line: "replace: (key, body, etag) => put(s3, bucket, key, body, { IfMatch: etag }),",
    becomes: "replace: (key, body) => put(s3, bucket, key, body, {}),",
    caughtBy: "no-lost-update",
  },
  {
    mistake: "writes a journal entry over one that is there",
    line: 'create: (key, body) => put(s3, bucket, key, body, { IfNoneMatch: "*" }),',
    becomes: "create: (key, body) => put(s3, bucket, key, body, {}),",
    caughtBy: "journal-chain",
  },
  {
    mistake: "drops a journal entry",
    line: "for (const entry of record.journal.unwritten) await writeEntry(store, entry);",
    becomes: "for (const entry of record.journal.unwritten.slice(1)) await writeEntry(store, entry);",
    caughtBy: "journal-chain",
  },
  {
    mistake: "does not journal what it is about to do",
    line: "return { record: { ...record, intent, incident: decidedIn(record, now) }, happenings: [said, planned] };",
    becomes:
      "return { record: { ...record, intent, incident: decidedIn(record, now) }, happenings: [said] };",
    caughtBy: "intent-journaled",
  },
  {
    mistake: "takes an older state of an alarm for the newer one it knew",
    line: "(seen) => record.alarms.find(({ arn, at }) => arn === seen.arn && at > seen.at) ?? seen,",
    becomes: "(seen) => seen,",
    caughtBy: "newest-alarm",
  },
  {
    mistake: "crosses notices off that could not be sent",
    line: "return { sent, failed: reasonOf(error) };",
    becomes: "return { sent: [...outbox], failed: reasonOf(error) };",
    caughtBy: "told",
  },
  {
    mistake: "tells the same as often as it happens",
    line: "return !asked.has(kind) && (here.length >= toldAtMost || times.length >= toldAtMostInDay);",
    becomes: "return false;",
    caughtBy: "no-storm",
  },
];
