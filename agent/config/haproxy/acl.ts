import { parseCriterion } from "../../acl/criterion.ts";
import { keepReferences, scopeOf, tellTroubles } from "./condition.ts";
import { badCharacter, type ProxyContext, refuse, wordAt } from "./keyword.ts";

/** `acl NAME FETCH [FLAGS] PATTERNS`; several lines of one name are alternatives. */
export function readAcl(context: ProxyContext): void {
  const name = wordAt(context, 1);
  if (!nameIsGood(context, name)) return;
  const { acls } = context.proxy.routing;
  const acl = acls.get(name) ?? { name, criteria: [] };
  // Also when the line is refused: those that use the name are not to blame.
  acls.set(name, acl);
  const words = context.words.slice(2).map(({ text }) => text);
  const criterion = parseCriterion(words, scopeOf(context), 2);
  tellTroubles(context, criterion.troubles);
  if (criterion.kind === "bad") return;
  acl.criteria.push(criterion.value);
  keepReferences(context, criterion.value.references, 2);
}

function nameIsGood(context: ProxyContext, name: string): boolean {
  if (name === "") {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: '"acl" attend un nom et une comparaison : "acl is_api path_beg /api".',
      en: '"acl" expects a name and a comparison: "acl is_api path_beg /api".',
    });
    return false;
  }
  const bad = name === "or" ? name : badCharacter(name);
  if (bad === undefined) return true;
  refuse(context, 1, "ERR_CONFIG_VALUE", {
    fr: `Une ACL ne peut pas s'appeler "${name}". Permis : lettres, chiffres et -_.:, mais pas le mot "or".`,
    en: `An ACL cannot be named "${name}". Letters, digits and -_.: may stand there, but not the word "or".`,
  });
  return false;
}
