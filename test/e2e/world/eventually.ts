import { setTimeout as sleep } from "node:timers/promises";

export type Patience = { readonly withinMs: number; readonly everyMs?: number };

/** Tries until the assertion no longer throws, and returns what it returned. The last failure is the one reported. */
export async function eventually<T>(assertion: () => T | Promise<T>, patience: Patience): Promise<T> {
  const startedAt = performance.now();
  for (let tries = 1; ; tries += 1) {
    try {
      return await assertion();
    } catch (cause) {
      const elapsedMs = performance.now() - startedAt;
      if (elapsedMs >= patience.withinMs) throw gaveUp(cause, elapsedMs, tries);
    }
    await sleep(patience.everyMs ?? 100);
  }
}

function gaveUp(cause: unknown, elapsedMs: number, tries: number): Error {
  const last = cause instanceof Error ? cause.message : String(cause);
  return new Error(`Still not so after ${Math.round(elapsedMs)} ms and ${tries} tries: ${last}`, { cause });
}
