import type { z } from "zod";
import { nearest } from "../../agent/base/nearest.ts";
import type { Text } from "../../agent/base/text.ts";
import type { Path, Side } from "./position.ts";
import { keysAt } from "./schema-key.ts";
import { either, expectedText, foundText, limitText, listed } from "./wording.ts";

type Issue = z.core.$ZodIssue;

/** What a schema has to say about one place of a document. */
export interface Complaint {
  readonly path: Path;
  readonly side: Side;
  readonly kind: "key" | "value";
  readonly text: Text;
}

/**
 * Gives a refinement of a schema a sentence in every language.
 * @example z.string().refine(isSubnet, says({ fr: "…", en: "…" }))
 */
export function says(text: Text): { params: { text: Text } } {
  return { params: { text } };
}

/** Turns an issue of zod into complaints; a union complains as the branch that fits best. */
export function complaintsOf(issue: Issue, schema: z.core.$ZodType, data: unknown): readonly Complaint[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(key, issue.path, schema));
  const name = issue.path.at(-1);
  if (valueAt(data, issue.path) === undefined && name !== undefined) return [missing(String(name), issue)];
  if (issue.code === "invalid_union") return unionComplaints(issue, schema, data);
  const side = issue.code === "invalid_key" ? "key" : "value";
  return [{ path: issue.path, side, kind: "value", text: valueText(issue, valueAt(data, issue.path)) }];
}

function unknownKey(key: string, path: Path, schema: z.core.$ZodType): Complaint {
  const known = keysAt(schema, path);
  const meant = nearest(key, known);
  const list = known.join(", ");
  const text: Text =
    meant === undefined
      ? {
          fr: `clé inconnue ; retirez-la. Ici on peut écrire : ${list}`,
          en: `unknown key; remove it. Keys that may stand here: ${list}`,
        }
      : {
          fr: `clé inconnue ; vouliez-vous dire « ${meant} » ?`,
          en: `unknown key; did you mean "${meant}"?`,
        };
  return { path: [...path, key], side: "key", kind: "key", text };
}

function missing(name: string, issue: Issue): Complaint {
  const expected = expectedText(issue);
  const text = {
    fr: `manque ; ajoutez « ${name} » : ${expected.fr}`,
    en: `is missing; add "${name}": ${expected.en}`,
  };
  return { path: issue.path, side: "key", kind: "value", text };
}

function valueText(issue: Issue, found: unknown): Text {
  if (issue.code === "custom" && isText(issue.params?.text)) return issue.params.text;
  if (issue.code === "invalid_key") return innerText(issue.issues[0], found);
  if (issue.code === "invalid_value") return notListed(issue.values.map(String), found);
  const limit = limitText(issue);
  if (limit !== undefined) return limit;
  const [expected, got] = [expectedText(issue), foundText(found)];
  return {
    fr: `attendu : ${expected.fr} ; trouvé : ${got.fr}`,
    en: `expected ${expected.en}, found ${got.en}`,
  };
}

function innerText(issue: Issue | undefined, found: unknown): Text {
  return issue === undefined ? foundText(found) : valueText(issue, found);
}

function notListed(allowed: readonly string[], found: unknown): Text {
  const meant = nearest(String(found), allowed);
  const got = foundText(found);
  const hint =
    meant === undefined
      ? { fr: "", en: "" }
      : { fr: ` ; vouliez-vous dire « ${meant} » ?`, en: `; did you mean "${meant}"?` };
  const list = listed(allowed);
  return {
    fr: `attendu : ${list.fr} ; trouvé : ${got.fr}${hint.fr}`,
    en: `expected ${list.en}, found ${got.en}${hint.en}`,
  };
}

/** The branch that got furthest speaks; when none accepts even the type, all forms are named. */
function unionComplaints(
  issue: z.core.$ZodIssueInvalidUnion,
  schema: z.core.$ZodType,
  data: unknown,
): readonly Complaint[] {
  const branches = issue.errors.map((issues) =>
    issues.map((each) => ({ ...each, path: [...issue.path, ...each.path] })),
  );
  const inside = branches.find((issues) => !issues.some((each) => isTypeOf(each, issue.path)));
  if (inside !== undefined) return inside.flatMap((each) => complaintsOf(each, schema, data));
  const forms = either(
    branches
      .flat()
      .filter((each) => isTypeOf(each, issue.path))
      .map(expectedText),
  );
  const found = foundText(valueAt(data, issue.path));
  const text = {
    fr: `attendu : ${forms.fr} ; trouvé : ${found.fr}`,
    en: `expected ${forms.en}, found ${found.en}`,
  };
  return [{ path: issue.path, side: "value", kind: "value", text }];
}

function isTypeOf(issue: Issue, path: Path): boolean {
  return issue.code === "invalid_type" && issue.path.length === path.length;
}

function isText(value: unknown): value is Text {
  return typeof value === "object" && value !== null && "fr" in value && "en" in value;
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    data,
  );
}
