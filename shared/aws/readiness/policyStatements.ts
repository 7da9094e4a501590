import type { PolicyStatement } from "../../readiness/bucketSettings.ts";

/** A bucket policy's statements; a text may stand wherever a list of texts may. Throws where the policy is no JSON. */
export function policyStatements(policy: string): readonly PolicyStatement[] {
  const { Statement } = JSON.parse(policy) as { readonly Statement?: Written | readonly Written[] };
  return listOf(Statement).map((written) => ({
    effect: written.Effect === "Deny" ? "Deny" : "Allow",
    anyone: isAnyone(written.Principal),
    actions: listOf(written.Action),
    resources: listOf(written.Resource),
    condition: written.Condition === undefined ? "" : JSON.stringify(written.Condition),
  }));
}

interface Written {
  readonly Effect?: string;
  readonly Principal?: string | { readonly AWS?: string | readonly string[] };
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: unknown;
}

const isAnyone = (principal: Written["Principal"]): boolean =>
  principal === "*" || (typeof principal === "object" && listOf(principal.AWS).includes("*"));

const listOf = <T>(written: T | readonly T[] | undefined): readonly T[] =>
  written === undefined ? [] : ([written].flat() as readonly T[]);
