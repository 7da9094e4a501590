import * as v from "valibot";
import { type DurationMs, parseDuration, sayDuration } from "../model/time.ts";
import { shown, wrong } from "./finding.ts";

/** The kinds of value in `sites.yml`. Each says what it is, shows an example, and names the remedy when it is wrong. */

/** Of several checks of one value, the first that fails is told. */
export const firstFault = <S extends v.GenericSchema>(schema: S) =>
  v.config(schema, { abortPipeEarly: true });

export const text = (description: string, example: string, pattern: RegExp, shape: string) =>
  v.pipe(
    v.string((issue) => wrong(`${shown(issue.input)} is not text`, `write ${shape}, like "${example}"`)),
    v.regex(pattern, (issue) => wrong(`${shown(issue.input)} is not ${shape}`, `write it like "${example}"`)),
    v.metadata({ description, examples: [example] }),
  );

export const url = (description: string, example: string) =>
  parsedUrl(description, example, /^https?:\/\/[^\s/?#@]+(?:[/?][^\s#]*)?$/, "an http or https URL");

/** A page for a person to open, to which the part of it is added. */
export const pageUrl = (description: string, example: string) =>
  parsedUrl(description, example, /^https:\/\/[^\s/?#@]+(?:[/?][^\s#]*)?$/, "an https URL without #");

const parsedUrl = (...[description, example, pattern, shape]: Parameters<typeof text>) =>
  firstFault(
    v.pipe(
      text(description, example, pattern, shape),
      v.check(
        (written) => URL.canParse(written),
        (issue) => wrong(`${shown(issue.input)} is not a URL`, `write it like "${example}"`),
      ),
    ),
  );

export const path = text("Path that is fetched.", "/", /^\/[^\s#]*$/, "a path that begins with /");

export const anyText = (description: string, example: string) =>
  text(description, example, /^[\s\S]{1,1024}$/, "text of 1 to 1024 characters");

export const flag = (description: string) =>
  v.pipe(
    v.boolean((issue) => wrong(`${shown(issue.input)} is neither true nor false`, "write true or false")),
    v.metadata({ description }),
  );

export const count = (description: string, from: number, to: number) => {
  const say = (issue: { input: unknown }) =>
    wrong(
      `${shown(issue.input)} is not a whole number from ${from} to ${to}`,
      `write a number, like ${from}`,
    );
  return firstFault(
    v.pipe(
      v.number(say),
      v.integer(say),
      v.minValue(from, say),
      v.maxValue(to, say),
      v.metadata({ description }),
    ),
  );
};

/** "90s", "15m", "PT2H"; of at most the longest span that makes sense for it. */
export const duration = (description: string, example: string, longest: DurationMs) =>
  v.pipe(
    v.string((issue) => wrong(`${shown(issue.input)} is not a duration`, remedyOf(example))),
    v.metadata({ description, examples: [example] }),
    v.rawTransform<string, DurationMs>(({ dataset, addIssue, NEVER }) => {
      const span = parseDuration(dataset.value);
      if (span !== null && span <= longest) return span;
      addIssue({
        message:
          span === null
            ? wrong(`${shown(dataset.value)} is not a duration`, remedyOf(example))
            : wrong(`${shown(dataset.value)} is too long`, `write at most ${sayDuration(longest)}`),
      });
      return NEVER;
    }),
  );

const remedyOf = (example: string) =>
  `write a span with its unit, like "${example}", "90s", "1h30m" or "PT2H"`;

export const choice = <const T extends readonly string[]>(description: string, options: T) =>
  v.pipe(
    v.picklist(options, (issue) =>
      wrong(`${shown(issue.input)} is not known here`, `write one of: ${options.join(", ")}`),
    ),
    v.metadata({ description }),
  );

export const list = <S extends v.GenericSchema>(description: string, item: S) =>
  v.pipe(
    v.array(item, (issue) =>
      wrong(`${shown(issue.input)} is not a list`, 'write each item on its own line, after "- "'),
    ),
    v.metadata({ description }),
  );

/** A list of at least one. */
export const filledList = <S extends v.GenericSchema>(description: string, item: S) =>
  v.pipe(list(description, item), v.minLength(1, wrong("the list is empty", "write at least one item")));
