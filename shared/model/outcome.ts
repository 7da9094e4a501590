/** What became of an intent, as read back. */
export type Outcome =
  /**
   * Listed as intended. `changed`: and every authoritative name server answers it (record sets: INSYNC; switch: seen).
   * `unseen`: the switch stands, and which side the name servers answer could not be told.
   */
  | {
      readonly kind: "done";
      readonly how: "changed" | "alreadySo" | "unseen";
      readonly changeId: string | null;
    }
  /** Accepted or listed, not INSYNC in time: the next run reads on. */
  | { readonly kind: "pending"; readonly changeId: string | null; readonly because: string }
  /** Somebody else changed the record sets, or protects them: nothing of ours was written. */
  | { readonly kind: "lostRace"; readonly because: string }
  /** Read back as it stood before: nothing was written. */
  | { readonly kind: "failed"; readonly because: string }
  /** Neither done nor undone can be read: the intent stays until it can. */
  | { readonly kind: "unknown"; readonly because: string };
