import type { Asked, Asker } from "./asker.ts";
import { keyAt } from "./encodedKeys.ts";
import { cutsOf, type Gap, gapAfter, isWithin, movedTo, type Probed, sharedDepth } from "./gap.ts";
import { compareKeys } from "./keyOrder.ts";
import { narrow } from "./narrow.ts";
import type { Range, Ranges } from "./ranges.ts";

/**
 * Looks for keys to split ranges at, where too few are known: by point reads (`max-keys=1`), as a delimiter would make S3
 * scan. Workers that have nothing to walk do it, in the ranges that have gone on for longest.
 */
export class Scout {
  readonly #asker: Asker;
  readonly #asked: Asked;
  readonly #prefix: string;
  readonly #ranges: Ranges;
  /** Not yet looked into, or not to their end. All that is not in one of them has no more branches to find. */
  #gaps: Gap[] | null = null;
  #found = 0;
  /** How many requests had gone out when there was nothing to look for: until the next one, that stands. */
  #nothingAt = -1;

  constructor(asker: Asker, asked: Asked, prefix: string, ranges: Ranges) {
    this.#asker = asker;
    this.#asked = asked;
    this.#prefix = prefix;
    this.#ranges = ranges;
  }

  /** null: there is nothing worth looking for now. */
  look(): Promise<void> | null {
    const idle = this.#asker.throttle.idle;
    const { requests } = this.#asker.cost;
    if (idle === 0 || requests === this.#nothingAt || this.#isSpent) return null;
    const looking = this.#lookWith(idle);
    if (looking === null) this.#nothingAt = requests;
    return looking;
  }

  #lookWith(idle: number): Promise<void> | null {
    const worthIt = this.#worthIt();
    const found = worthIt.flatMap((range) => this.#gapsIn(range).map((gap) => ({ gap, range })));
    const [first] = found.sort((a, b) => depthOf(a.gap) - depthOf(b.gap));
    if (first === undefined) return null;
    const { gap, range } = first;
    this.#gaps = this.#gaps?.filter((each) => each !== gap) ?? null;
    // At first all that would be idle goes out at once. Later most workers walk, and a probe costs as much as half a page.
    const most = this.#isEarly ? Math.floor(idle / found.length) : 4;
    return this.#lookInto(gap, cutsOf(gap, Math.max(2, most), branchedAt(range)));
  }

  /** Ranges that have no mark, longest walked first: what has gone on for some pages may go on for as many. */
  #worthIt(): readonly Range[] {
    return this.#ranges.underWay
      .filter(({ marks, after, pages }) => marks.length === 0 && after !== "" && pages >= this.#patience)
      .sort((a, b) => b.pages - a.pages);
  }

  /** Where split points were learned, a range ends after some four pages: what goes on for longer has grown. */
  get #patience(): number {
    if (this.#ranges.wereLearned) return 5;
    return this.#isEarly ? 0 : 3;
  }

  /** Probes cost CPU and money as pages do: no more than some hundreds, and one for every three pages. */
  get #isSpent(): boolean {
    const { requests, probes } = this.#asker.cost;
    return probes > 300 + (requests - probes) / 3;
  }

  get #isEarly(): boolean {
    return this.#found < this.#asker.throttle.most;
  }

  /** The gaps that lie ahead in a range. One that goes beyond its end is cut in two. */
  #gapsIn(range: Range): readonly Gap[] {
    const known = this.#gaps ?? [gapAfter(range.after, null)];
    const parts = known.map((gap) => partsOf(gap, range, this.#isLeft(gap.after, range)));
    this.#gaps = parts.flatMap(({ within, beyond }) => [...within, ...beyond]);
    return parts.flatMap(({ within }) => within);
  }

  /** Whether other ranges have to go through keys after `from` that lie before this one's. */
  #isLeft(from: string, { after: to }: Range): boolean {
    return this.#ranges.left.some(
      ({ after, upTo }) => compareKeys(after, to) < 0 && (upTo === null || compareKeys(upTo, from) > 0),
    );
  }

  async #lookInto(gap: Gap, cuts: readonly string[]): Promise<void> {
    const probed = await Promise.all(cuts.map((cut) => this.#probe(gap, cut)));
    const { marks, gaps } = narrow(gap, probed);
    this.#gaps?.push(...gaps);
    this.#found += marks.length;
    this.#ranges.mark(marks);
  }

  /** An empty page that is not the last tells nothing yet: S3 passed over delete markers, and goes on from its token. */
  async #probe(gap: Gap, cut: string): Promise<Probed> {
    const asked = { prefix: this.#prefix, maxKeys: 1 };
    let page = await this.#asker.page(this.#asked, { ...asked, from: { after: cut } });
    while (page.count === 0 && page.truncated && page.token !== null)
      page = await this.#asker.page(this.#asked, { ...asked, from: { token: page.token } });
    const found = page.count === 0 ? null : keyAt(page, 0);
    return { cut, found: found !== null && isWithin(gap, found) ? found : null };
  }
}

/** The depth at which the keys of a range's last page branched. */
const branchedAt = ({ before, after }: Range): number =>
  before === "" ? Number.POSITIVE_INFINITY : sharedDepth(before, after);

interface Parts {
  readonly within: readonly Gap[];
  readonly beyond: readonly Gap[];
}

/** `keepsBehind`: what lies before the range is another's to look into, and not walked already. */
function partsOf(gap: Gap, { after, upTo }: Range, keepsBehind: boolean): Parts {
  const isBehind = gap.before !== null && compareKeys(gap.before, after) <= 0;
  if (isBehind || (upTo !== null && compareKeys(gap.after, upTo) >= 0)) return { within: [], beyond: [gap] };
  const ahead = compareKeys(gap.after, after) < 0 ? movedTo(gap, after) : gap;
  const behind = keepsBehind && compareKeys(gap.after, after) < 0 ? [{ ...gap, before: after }] : [];
  if (upTo === null || (gap.before !== null && compareKeys(gap.before, upTo) <= 0))
    return { within: [ahead], beyond: behind };
  return { within: [{ ...ahead, before: upTo }], beyond: [...behind, movedTo(gap, upTo)] };
}

const depthOf = ({ search }: Gap): number => (search.kind === "depth" ? search.from : search.depth);
