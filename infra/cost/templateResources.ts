import { readFileSync } from "node:fs";
import { type CollectionTag, parse, type ScalarTag } from "yaml";

/** A resource that a template makes for these parameters: its type and properties, references as `{ Ref }` and the like. */
export interface TemplateResource {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The resources whose conditions hold; a parameter that is not given has its default. */
export function resourcesOf(
  template: string,
  parameters: Readonly<Record<string, string>>,
): readonly TemplateResource[] {
  const { Parameters = {}, Conditions = {}, Resources = {} } = read(template);
  const parameter = (name: string): string => parameters[name] ?? String(Parameters[name]?.Default ?? "");
  const holds = (condition: string | undefined): boolean =>
    condition === undefined || isTrue(Conditions[condition], parameter);
  return Object.values(Resources)
    .filter(({ Condition }) => holds(Condition))
    .map(({ Type, Properties = {} }) => ({ type: Type, properties: Properties }));
}

interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources?: Readonly<
    Record<
      string,
      { readonly Type: string; readonly Condition?: string; readonly Properties?: Record<string, unknown> }
    >
  >;
}

const read = (file: string): Template =>
  parse(readFileSync(new URL(`../../infra/${file}`, import.meta.url), "utf8"), { customTags });

/** `!Ref x` is `{ Ref: "x" }`, `!Sub x` is `{ Sub: "x" }`, and so on. */
const customTags: (ScalarTag | CollectionTag)[] = ["Ref", "Sub", "GetAtt", "If", "Not", "Equals"].flatMap(
  (name) => [
    { tag: `!${name}`, resolve: (value: unknown) => ({ [name]: value }) } as ScalarTag,
    {
      tag: `!${name}`,
      collection: "seq",
      resolve: (value: { toJSON(): unknown }) => ({ [name]: value.toJSON() }),
    } as unknown as CollectionTag,
  ],
);

/** Conditions compare a parameter with a value, or deny that. */
function isTrue(condition: unknown, parameter: (name: string) => string): boolean {
  const { Equals, Not } = condition as {
    readonly Equals?: readonly unknown[];
    readonly Not?: readonly unknown[];
  };
  if (Not !== undefined) return !isTrue(Not[0], parameter);
  if (Equals === undefined) throw new Error(`no condition that is understood: ${JSON.stringify(condition)}`);
  const [left, right] = Equals.map((side) => {
    const { Ref } = (side ?? {}) as { readonly Ref?: string };
    return Ref === undefined ? String(side) : parameter(Ref);
  });
  return left === right;
}
