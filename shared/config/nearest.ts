/** The candidate that a mistyped word most likely meant; null when none is near. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const allowed = Math.max(1, Math.floor(word.length / 3));
  const [best] = candidates
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance);
  return best?.candidate ?? null;
}

/** Insertions, deletions, replacements and swaps of neighbours, row by row; a word of a file is cut, not trusted. */
function editDistance(from: string, to: string): number {
  const a = from.slice(0, 64);
  let twoBack: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = a[i - 1] === to[j - 1];
      const swap = i > 1 && j > 1 && a[i - 1] === to[j - 2] && a[i - 2] === to[j - 1];
      row[j] = Math.min(
        (above[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (above[j - 1] ?? 0) + (same ? 0 : 1),
        swap ? (twoBack[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    twoBack = above;
    above = row;
  }
  return above[to.length] ?? 0;
}
