/**
 * Chance from a seed. Every subject draws from a stream of its own, so that one more draw in one place leaves all
 * others as they were.
 */
export interface Chance {
  /** In [0, 1). */
  next(): number;
  /** Whole, from and to included. */
  between(from: number, to: number): number;
  /** True with this probability. No draw is made for 0 and 1. */
  happens(share: number): boolean;
  pick<T>(choices: readonly [T, ...T[]]): T;
  stream(subject: string): Chance;
}

export function chanceFrom(seed: number | string): Chance {
  const key = String(seed);
  let state = hash(key);
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    return mix(state) / 2 ** 32;
  };
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    happens: (share) => share >= 1 || (share > 0 && next() < share),
    pick: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0],
    stream: (subject) => chanceFrom(`${key}/${subject}`),
  };
}

/** splitmix32's finaliser. */
function mix(state: number): number {
  let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

/** FNV-1a. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h);
}
