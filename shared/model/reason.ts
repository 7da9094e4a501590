/** Why something threw, in one line a person can read: "AccessDenied: User … is not authorized". */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  if (error.message === "") return code;
  return code === "Error" || error.message.includes(code) ? error.message : `${code}: ${error.message}`;
}

/** A decision's reason begins with what lasts from minute to minute; what may differ stands after the first colon and blank: the ARN of whoever ordered it has colons too. */
export const lastingPart = (reason: string): string => reason.split(": ")[0] ?? reason;
