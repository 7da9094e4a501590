/** What is wrong with a value that was read from configuration, where, and what to do about it. */
export interface Finding {
  readonly path: Path;
  readonly message: string;
  readonly remedy: string;
}

export type Path = readonly (string | number)[];

/** valibot carries one string for each issue: the first line says what is wrong, the second the remedy. */
export const wrong = (message: string, remedy: string): string => `${message}\n${remedy}`;

export function splitWrong(text: string): { message: string; remedy: string } {
  const [message = "", remedy = "compare with the example sites.yml"] = text.split("\n");
  return { message, remedy };
}

/** A value as a message can show it: short, on one line. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (typeof value === "object") return Array.isArray(value) ? "a list" : "a mapping";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** sites."www.example.com".names[1] */
export function sayPath(path: Path): string {
  return path
    .map((key, i) => {
      if (typeof key === "number") return `[${key}]`;
      const word = /^[A-Za-z_][\w-]*$/.test(key) ? key : shown(key);
      return i === 0 ? word : `.${word}`;
    })
    .join("");
}

/** Whether one path lies at, above or below the other. */
export const overlap = (a: Path, b: Path): boolean => a.slice(0, b.length).every((key, i) => key === b[i]);
