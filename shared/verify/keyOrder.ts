/**
 * Order of S3 keys: by their UTF-8 bytes. JavaScript compares UTF-16 units, and sorts the characters beyond U+FFFF
 * (surrogates, D800 to DFFF) before U+E000 to U+FFFF, where UTF-8 has them after.
 */
export function compareKeys(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let n = 0; n < shorter; n++) {
    const [unitA, unitB] = [a.charCodeAt(n), b.charCodeAt(n)];
    if (unitA !== unitB) return utf8Rank(unitA) - utf8Rank(unitB);
  }
  return a.length - b.length;
}

/** Swaps surrogates and the units above them. */
function utf8Rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
