import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** Who may talk to the console: this machine's own browser, on the console's own page, with the token. */
export interface Guard {
  readonly token: string;
  readonly port: number;
}

/** 32 random bytes. It stands in the fragment of the address, which a browser sends to nobody. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** Why a request is refused, or null. `needsToken`: all but the page's own files. */
export function refusalOf(
  { token, port }: Guard,
  headers: IncomingHttpHeaders,
  needsToken: boolean,
): { readonly status: 401 | 403; readonly because: string } | null {
  const hosts = ["127.0.0.1", "localhost"].map((name) => `${name}:${port}`);
  // A name of somebody else's that resolves to this machine: DNS rebinding.
  if (!hosts.includes(headers.host ?? "")) return { status: 403, because: "another Host than the console's" };
  const { origin } = headers;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`))
    return { status: 403, because: "another Origin than the console's" };
  const from = headers["sec-fetch-site"];
  if (from !== undefined && from !== "same-origin" && from !== "none")
    return { status: 403, because: "asked from another site" };
  if (needsToken && !same(headers.authorization ?? "", `Bearer ${token}`))
    return {
      status: 401,
      because: "the token is missing or wrong: open the address that failover console printed",
    };
  return null;
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Only the console's own files, and nobody frames it. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};
