import { InvalidArgumentError } from "commander";
import { nearest } from "../shared/config/nearest.ts";
import { ruleNames } from "../shared/model/order.ts";
import { parseDuration } from "../shared/model/time.ts";

/** An action of the override, as the person typed it. */
export const asTyped = (action: string): string => action.replace("deploy-", "deploy ");

/** Words of the command line that are checked before anybody is asked. */

export function span(text: string): string {
  if (parseDuration(text) === null)
    throw new InvalidArgumentError('Write a span like "2h", "90m" or "PT2H".');
  return text;
}

export function ruleName(text: string, before: readonly string[] = []): readonly string[] {
  if (ruleNames.some((name) => name === text)) return [...before, text];
  const meant = nearest(text, ruleNames);
  throw new InvalidArgumentError(
    meant === null ? `One of ${ruleNames.join(", ")}.` : `Did you mean ${meant}?`,
  );
}

export function number(text: string): number {
  if (!/^[1-9]\d{0,11}$/.test(text)) throw new InvalidArgumentError("Write the number of an entry.");
  return Number(text);
}

export function count(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text) || Number(text) > 1000)
    throw new InvalidArgumentError("Write a number from 1 to 1000.");
  return Number(text);
}
