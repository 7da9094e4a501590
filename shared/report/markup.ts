/** An element as data: written out as text for a page of its own, or handed to whatever draws in a browser. */
export interface Element {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly children: readonly Markup[];
}
export type Markup = Element | string;
export type Attributes = Readonly<Record<string, string | number | boolean>>;

export const element = (tag: string, attributes: Attributes, ...children: readonly Markup[]): Element => ({
  tag,
  attributes,
  children,
});

/** As HTML. Whatever is text stays text: site names, reasons and errors come from outside. */
export function htmlOf(markup: Markup): string {
  if (typeof markup === "string") return escaped(markup);
  const { tag, attributes, children } = markup;
  const said = Object.entries(attributes)
    .filter(([, value]) => value !== false)
    .map(([name, value]) => ` ${name}${value === true ? "" : `="${escaped(String(value))}"`}`)
    .join("");
  return voids.has(tag) ? `<${tag}${said}>` : `<${tag}${said}>${children.map(htmlOf).join("")}</${tag}>`;
}

const voids: ReadonlySet<string> = new Set(["br", "hr", "input", "meta"]);

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
