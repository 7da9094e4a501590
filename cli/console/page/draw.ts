import { h, type VNode } from "preact";
import type { Markup } from "../../../shared/report/markup.ts";

/** Draws what the report writes out. Styles are set by script, as the page's security policy allows none in the text. */
export function draw(markup: Markup): VNode | string {
  if (typeof markup === "string") return markup;
  const { tag, attributes, children } = markup;
  return h(tag, attributes, ...children.map(draw));
}
