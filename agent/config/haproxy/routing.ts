import { didYouMean } from "../../base/nearest.ts";
import { type ProxyContext, refuse, wordAt } from "./keyword.ts";

const predefinedAcls = /^(TRUE|FALSE|LOCALHOST|HTTP.*|METH_.*|RDP_COOKIE|REQ_CONTENT|WAIT_END)$/;

/** `acl NAME …`: the name is kept, so that rules that use an unknown one are found as by the original. */
export function readAcl(context: ProxyContext): void {
  context.proxy.aclNames.add(wordAt(context, 1));
  context.report.unsupported(context.place(0), "acl");
}

/** `use_backend NAME if ACL…`: names are checked as by the original; the rule itself is still to come. */
export function readUseBackend(context: ProxyContext): void {
  const name = wordAt(context, 1);
  if (name === "") {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: '"use_backend" attend le nom d\'un backend.',
      en: '"use_backend" expects the name of a backend.',
    });
    return;
  }
  if (!aclsExist(context)) return;
  context.report.unsupported(context.place(0), "use_backend");
  if (!name.includes("%")) context.proxy.otherBackends.push({ name, ...context.place(1) });
}

function aclsExist(context: ProxyContext): boolean {
  let braces = 0;
  for (let at = 3; at < context.words.length; at++) {
    const word = wordAt(context, at).replace(/^!/, "");
    if (word === "{" || word === "}") braces += word === "{" ? 1 : -1;
    if (braces > 0 || /^([{}]|\|\||or|)$/.test(word)) continue;
    if (context.proxy.aclNames.has(word) || predefinedAcls.test(word)) continue;
    const hint = didYouMean(word, context.proxy.aclNames);
    refuse(context, at, "ERR_CONFIG_REFERENCE", {
      fr: `Aucune "acl ${word}" n'est définie plus haut dans cette section.${hint.fr}`,
      en: `No "acl ${word}" is defined above in this section.${hint.en}`,
    });
    return false;
  }
  return true;
}
