import type { Rule } from "../rule.ts";

/** A file from which keepalived does nothing at all: empty, a template, or somebody else's. */
export const noInstance: Rule = {
  name: "no-instance",
  find: ({ config, lines, problems, file }) => {
    const does = lines.some(({ words }) => /^(vrrp_instance|virtual_server)/.test(words[0].text));
    if (does || config.instances.length > 0 || problems.length > 0) return [];
    const text = {
      fr: "Ce fichier ne contient aucun vrrp_instance : keepalived démarre et ne fait rien. Est-ce le bon fichier ?",
      en: "This file has no vrrp_instance: keepalived starts and does nothing. Is it the right file?",
    };
    return [{ file, line: 1, column: 1, severity: "mistake", code: "ERR_CONFIG_VALUE", text }];
  },
};
