import type { PolicyStatement } from "./bucketSettings.ts";
import { matches } from "./wildcards.ts";

/** Why an anonymous visitor, who comes to a website by plain HTTP, may not read the bucket's objects by its policy. */
export const publicReadFaults = (statements: readonly PolicyStatement[], bucket: string): readonly string[] =>
  objectFaults(statements, bucket, "index.html", "");

/** The same of these objects alone: whatever else is public is a fault, too. */
export function publicKeyFaults(
  statements: readonly PolicyStatement[],
  bucket: string,
  keys: readonly string[],
): readonly string[] {
  const others = about(statements, `arn:aws:s3:::${bucket}/some-other-object`);
  return [
    ...keys.flatMap((key) => objectFaults(statements, bucket, key, key)),
    ...(others.some(({ effect }) => effect === "Allow")
      ? [`more than ${keys.join(" and ")} of ${bucket} is public`]
      : []),
  ];
}

function objectFaults(
  statements: readonly PolicyStatement[],
  bucket: string,
  key: string,
  said: string,
): readonly string[] {
  const speaking = about(statements, `arn:aws:s3:::${bucket}/${key}`);
  const what = said === "" ? bucket : `${said} of ${bucket}`;
  return [...allowed(speaking, what), ...speaking.filter(({ effect }) => effect === "Deny").flatMap(denied)];
}

const about = (statements: readonly PolicyStatement[], object: string): readonly PolicyStatement[] =>
  statements.filter(
    ({ anyone, actions, resources }) =>
      anyone &&
      actions.some((action) => matches(action, "s3:GetObject")) &&
      resources.some((resource) => matches(resource, object)),
  );

function allowed(speaking: readonly PolicyStatement[], what: string): readonly string[] {
  const allows = speaking.filter(({ effect }) => effect === "Allow");
  if (allows.some(({ condition }) => condition === "")) return [];
  const [conditional] = allows;
  if (conditional === undefined) return [`no statement of its policy lets anybody read ${what}`];
  return [`its policy lets anybody read only where ${conditional.condition}`];
}

/** "Only over TLS" is good advice for every bucket but a website's: its endpoint has no HTTPS (docs/aws-facts.md 1). */
function denied({ condition }: PolicyStatement): readonly string[] {
  if (condition === "") return ["its policy denies everybody s3:GetObject"];
  if (/aws:SecureTransport/i.test(condition))
    return ["its policy denies what doesn't come by TLS, and a website endpoint has only plain HTTP"];
  return [];
}
