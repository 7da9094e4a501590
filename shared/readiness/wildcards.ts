/** "*" for any text, "?" for any character, as IAM writes them; actions are compared without regard to case. */
export function matches(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  const source = escaped.replaceAll("*", ".*").replaceAll("?", ".");
  return new RegExp(`^${source}$`, text.startsWith("arn:") ? "" : "i").test(text);
}
