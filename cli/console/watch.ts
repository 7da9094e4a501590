import type { EpochMs } from "../../shared/model/time.ts";
import type { Asked, Override } from "../override/reach.ts";
import type { SiteSeen, Trouble } from "./wire.ts";

/** How often a site is asked for its status, in milliseconds of real time. */
export interface Rhythm {
  /** One that somebody looks at, or that is in trouble. */
  readonly closelyMs: number;
  readonly otherwiseMs: number;
}

/** An answer costs a run of the function, which probes and lists: few at a time. */
const atOnce = 6;

/** Asks for each site's status again and again while somebody watches, and tells of every answer. */
export class Watch {
  readonly #override: Pick<Override, "ask">;
  readonly #rhythm: Rhythm;
  readonly #now: () => EpochMs;
  readonly #tell: (site: SiteSeen) => void;
  readonly #sites: Map<string, SiteSeen>;
  readonly #dueAt = new Map<string, number>();
  readonly #asking = new Set<string>();
  #looking: { readonly site: string; readonly at: number } | null = null;

  constructor(
    sites: readonly string[],
    parts: {
      readonly override: Pick<Override, "ask">;
      readonly rhythm: Rhythm;
      readonly now: () => EpochMs;
      readonly tell: (site: SiteSeen) => void;
    },
  ) {
    this.#override = parts.override;
    this.#rhythm = parts.rhythm;
    this.#now = parts.now;
    this.#tell = parts.tell;
    this.#sites = new Map(sites.map((site) => [site, { site, seen: null, trouble: null }]));
  }

  get sites(): readonly SiteSeen[] {
    return [...this.#sites.values()];
  }

  /** Somebody looks at this site: it is asked closely for as long as that is repeated. */
  lookAt(site: string, atMs: number): void {
    const isNew = this.#looking?.site !== site;
    this.#looking = { site, at: atMs };
    if (isNew) this.#dueAt.delete(site);
  }

  /** A change was made to it: it is asked as soon as may be. */
  changed(site: string): void {
    this.#dueAt.delete(site);
  }

  /** To be called often; asks whatever is due by the real clock, and is over when all of these have answered. */
  async tick(atMs: number): Promise<void> {
    const due = this.sites
      .filter(({ site }) => !this.#asking.has(site) && (this.#dueAt.get(site) ?? 0) <= atMs)
      .sort((a, b) => Number(this.#isClose(b, atMs)) - Number(this.#isClose(a, atMs)));
    const asked = due.slice(0, Math.max(0, atOnce - this.#asking.size));
    await Promise.all(asked.map(({ site }) => this.#ask(site, atMs)));
  }

  #isClose({ site, seen, trouble }: SiteSeen, atMs: number): boolean {
    const lookedAt = this.#looking?.site === site && atMs - this.#looking.at < 3 * this.#rhythm.closelyMs;
    return lookedAt || trouble !== null || (seen !== null && seen.status.phase !== "calm");
  }

  async #ask(site: string, atMs: number): Promise<void> {
    this.#asking.add(site);
    const asked = await this.#override.ask({ action: "status", site });
    this.#asking.delete(site);
    const next = this.#after(this.#sites.get(site), site, asked);
    this.#sites.set(site, next);
    const { closelyMs, otherwiseMs } = this.#rhythm;
    this.#dueAt.set(site, atMs + (this.#isClose(next, atMs) ? closelyMs : otherwiseMs));
    this.#tell(next);
  }

  /** What can't be seen now stays as it was last seen, with its age. */
  #after(before: SiteSeen | undefined, site: string, asked: Asked): SiteSeen {
    if (asked.kind === "answered" && !("error" in asked.answer)) {
      const { status, journal } = asked.answer;
      return { site, seen: { at: this.#now(), status, nextEntry: journal.from }, trouble: null };
    }
    const since = before?.trouble?.since ?? this.#now();
    return { site, seen: before?.seen ?? null, trouble: { since, ...sayTrouble(asked) } };
  }
}

function sayTrouble(asked: Asked): Omit<Trouble, "since"> {
  if (asked.kind === "unreachable") return { because: asked.because, remedy: asked.remedy };
  if (asked.kind === "unknown") return { because: asked.because, remedy: null };
  const { answer } = asked;
  if (!("error" in answer)) return { because: "an answer that is none", remedy: null };
  const { error } = answer;
  return error.code === "Unavailable"
    ? { because: error.message, remedy: null }
    : { because: error.issues.map(({ path, message }) => `${path} ${message}`).join("; "), remedy: null };
}
