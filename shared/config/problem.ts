/** Something wrong in a file, or worth a warning; line and column count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where in the file's own words, "" for the file as a whole: sites."www.example.com".primary.region */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

const mostShown = 50;

/** As a compiler prints them, so that editors and terminals can jump to the line. */
export function sayProblems(problems: readonly Problem[]): string {
  const said = problems.slice(0, mostShown).map(sayProblem);
  const left = problems.length - said.length;
  return [...said, ...(left > 0 ? [`... and ${left} more`] : [])].join("\n");
}

function sayProblem({ file, line, column, path, message, remedy }: Problem): string {
  const where = path === "" ? `${file}:${line}:${column}:` : `${file}:${line}:${column} ${path}:`;
  return `${where} ${message}\n    remedy: ${remedy}`;
}
