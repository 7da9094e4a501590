import type { Listed } from "./task.ts";

/** Old enough, of equal size, and of another ETag: which need not be another content. */
export interface Doubt {
  readonly key: string;
  readonly primary: Listed;
  readonly secondary: Listed;
}
