import { element, type Markup } from "./markup.ts";

export const laneName = (name: string, about: string): Markup =>
  element("div", { class: "lane-name" }, element("b", {}, name), element("small", {}, about));
