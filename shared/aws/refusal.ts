/** How a service refused: the error's code ("NoSuchKey") and HTTP status, as far as there are any. */
export interface Refusal {
  readonly code: string;
  readonly status: number | null;
}

/** Reads them off what the SDK threw, by shape and not by class, since bundles and fakes may each bring classes of their own. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Error)) return { code: "", status: null };
  const metadata: unknown = "$metadata" in error ? error.$metadata : null;
  return { code: error.name, status: statusIn(metadata) };
}

function statusIn(metadata: unknown): number | null {
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return null;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : null;
}
