import { reasonOf } from "../../shared/model/reason.ts";
import { exitCodes } from "../exitCodes.ts";
import { Mistake } from "../mistake.ts";

/** What AWS refuses, or can't be reached for, is no bug of ours: said with its reason, as unknown. */
export async function reachable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isOfAws(error)) throw error;
    throw new Mistake(`AWS could not be asked: ${reasonOf(error)}`, exitCodes.unknown, error);
  }
}

/** The SDK's errors carry $metadata; a socket's its code; credentials that are not there a name of their own. */
const isOfAws = (error: unknown): boolean =>
  error instanceof Error &&
  ("$metadata" in error ||
    "code" in error ||
    error.name === "CredentialsProviderError" ||
    error.name === "TimeoutError");
