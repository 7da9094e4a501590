/** Key spaces to compare, each a way of naming N objects. Keys need not come in order. */
export const shapes = {
  flat: (n) => `object-${padded(n, 9)}.bin`,
  site: (n) => sitePage(n),
  logs: (n) => datedLog(n),
  prefix: (n) => `${longPrefix}${hex(n * 2_654_435_761)}-${n}`,
  skewed: (n) => skewed(n),
  odd: (n) => odd(n),
  markers: (n) => sitePage(n),
} as const satisfies Readonly<Record<string, (n: number) => string>>;

export type Shape = keyof typeof shapes;
export const isShape = (name: string): name is Shape => Object.hasOwn(shapes, name);

const padded = (n: number, digits: number): string => String(n).padStart(digits, "0");
const hex = (n: number): string => (n >>> 0).toString(16).padStart(8, "0");

const sections = ["assets/css", "assets/img", "assets/js", "blog", "docs/en", "docs/de", "products", "tags"];
const kinds = ["index.html", "page.json", "thumb.webp", "feed.xml"];

/** Sections of different sizes, some hashed, some by slug. */
function sitePage(n: number): string {
  const section = sections[n % 13 < 6 ? 6 : n % sections.length] ?? "";
  const name = section.startsWith("assets") ? `${hex(n * 40_503)}/app-${n}` : `item-${padded(n, 8)}`;
  return `${section}/${name}/${kinds[n % 4]}`;
}

function datedLog(n: number): string {
  const at = new Date(Date.UTC(2022, 0, 1) + n * 90_000).toISOString();
  return `logs/${at.slice(0, 10).replaceAll("-", "/")}/${at.slice(11, 13)}/host-${n % 7}-${hex(n * 97)}.gz`;
}

const longPrefix = `${Array.from({ length: 24 }, (_, n) => `level-${padded(n, 2)}-of-a-long-prefix`).join("/")}/`;

/** Of a hundred keys, ninety-five are in one folder deep down. */
const skewed = (n: number): string =>
  n % 100 < 95
    ? `m/n/o/p/big/${padded(n, 9)}`
    : `${"abcdefghijklmnopqrstuvwxyz"[n % 26]}/small/${padded(n, 9)}`;

const oddities = ["a b", "c+d", "100%", "é", "\uff5e", "🗺", "x&y", "<z>", 'say "so"', "line\nbreak"];
const odd = (n: number): string =>
  `${oddities[n % 10]}/${oddities[(n >> 4) % 10]}/${padded(n, 8)} ${oddities[(n >> 8) % 10]}`;
