import { fatal, good, unsupported } from "../../acl/trouble.ts";
import { readRedirect } from "../redirect.ts";
import type { ActionKind } from "../rule.ts";

/** The statuses for which there is an error page. */
const statuses = [
  200, 400, 401, 403, 404, 405, 407, 408, 410, 413, 421, 422, 425, 429, 500, 501, 502, 503, 504,
];

/** Words of `deny` that carry a page of one's own. */
const pageWords = [
  "content-type",
  "errorfiles",
  "errorfile",
  "file",
  "string",
  "lf-file",
  "lf-string",
  "default-errorfiles",
  "hdr",
];

/** Actions that end the rules: `allow`, `deny`, `redirect`. */
export const flowActions: readonly ActionKind[] = [
  { name: "allow", read: (_, at) => good({ action: () => ({ kind: "stop" }), next: at, final: true }) },
  { name: "deny", read: readDeny },
  { name: "redirect", read: (words, at, scope) => readRedirect(words, at, { scope }) },
];

/** `deny [deny_status NUMBER]`, or `deny [status NUMBER]`. */
function readDeny(words: readonly string[], at: number): ReturnType<ActionKind["read"]> {
  const word = words[at] ?? "";
  if (pageWords.includes(word)) return unsupported(at, `http-request deny ${word}`);
  if (word !== "deny_status" && word !== "status") return denied(403, at);
  const status = Number(words[at + 1] ?? "");
  if (!statuses.includes(status)) {
    if (word === "status" && status >= 200 && status < 600)
      return unsupported(at + 1, `http-request deny status ${status}`);
    return fatal(at + 1, "ERR_CONFIG_RANGE", {
      fr: `"${words[at + 1] ?? ""}" n'est pas un état d'erreur. Valeurs : ${statuses.join(", ")}.`,
      en: `"${words[at + 1] ?? ""}" is not an error status. Values: ${statuses.join(", ")}.`,
    });
  }
  const next = words[at + 2] ?? "";
  return pageWords.includes(next) ? unsupported(at + 2, `http-request deny ${next}`) : denied(status, at + 2);
}

function denied(status: number, next: number): ReturnType<ActionKind["read"]> {
  return good({ action: () => ({ kind: "deny", status }), next, final: true });
}
