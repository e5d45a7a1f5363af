import { type HaproxyRule, perBack } from "./rule.ts";

/**
 * The first `http-check` of a section (or of a later `defaults`) begins the check anew; `option httpchk` above it
 * is then known for its kind only, and HAProxy 2.6 waits for the answer to a question that it never asks.
 */
export const httpCheckWithoutQuestion: HaproxyRule = {
  name: "http-check-without-question",
  find: perBack((proxy, _file, report) => {
    const { kind, http } = proxy.check;
    const asks = http.request !== undefined || http.steps.some((step) => step.kind === "send");
    if (kind !== "http" || asks || !proxy.servers.some(({ checked }) => checked)) return;
    const fails = http.steps.some((step) => step.kind === "expect");
    report.mistake(http.place ?? proxy, "ERR_CONFIG_REFERENCE", {
      fr: `"http-check" commence ici un nouveau contrôle : HAProxy n'y pose pas la question de "option httpchk" écrit plus haut, ${fails ? "et tout contrôle échoue" : "et une connexion lui suffit"}. Répétez "option httpchk" dans cette section.`,
      en: `"http-check" begins a new check here: HAProxy does not ask the question of "option httpchk" above, and ${fails ? "every check fails" : "is content with a connection"}. Repeat "option httpchk" in this section.`,
    });
  }),
};
