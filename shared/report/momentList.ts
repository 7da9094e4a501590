import { element, type Markup } from "./markup.ts";
import { type Moment, type Report, type Voice, voices } from "./report.ts";
import { clockOf, offsetOf, sayVoice } from "./sayMoment.ts";

/** Everything that happened, moment by moment, and a box for each voice to listen to fewer of them. */
export function momentList(report: Report): Markup {
  const heard = voices.filter((voice) => report.moments.some((moment) => moment.voice === voice));
  return element(
    "section",
    { class: "story", "aria-labelledby": "story" },
    element("h2", { id: "story" }, "What happened"),
    element("p", { class: "hint" }, sayColumns(report)),
    element("fieldset", { class: "voices" }, element("legend", {}, "Show"), ...heard.map(box)),
    element("ol", { class: "moments" }, ...report.moments.map((moment) => row(moment, report))),
  );
}

const sayColumns = ({ moments, zero }: Report): string =>
  `The time (UTC), minutes and seconds since ${zero.what}, and who or what.${
    moments.some(({ seq }) => seq !== null) ? " Lines with a number are entries of the journal." : ""
  }`;

const boxId = (voice: Voice): string => `show-${voice}`;

const box = (voice: Voice): Markup =>
  element(
    "label",
    { class: `voice ${voice}` },
    element("input", { type: "checkbox", id: boxId(voice), checked: true }),
    sayVoice[voice],
  );

/** Without a script: a voice whose box is not ticked is not shown. */
export const silencing = voices
  .map((voice) => `body:has(#${boxId(voice)}:not(:checked)) .moment.${voice}{display:none}`)
  .join("\n");

function row(moment: Moment, report: Report): Markup {
  const { at, voice, text, seq } = moment;
  return element(
    "li",
    { class: `moment ${voice}`, id: moment.id },
    element("time", { datetime: new Date(at).toISOString() }, clockOf(at)),
    element("span", { class: "offset" }, offsetOf(at, report.zero.at)),
    element("span", { class: `voice ${voice}` }, sayVoice[voice]),
    element("span", { class: "text" }, text),
    ...(seq === null ? [] : [element("span", { class: "seq" }, `#${seq}`)]),
  );
}
