import { fatal, good } from "../../acl/trouble.ts";
import type { RequestHead } from "../../http/head.ts";
import { parseFormat } from "../format.ts";
import type { ActionKind } from "../rule.ts";

/** `set-path FORMAT`: the query stays. */
export const pathActions: readonly ActionKind[] = [
  {
    name: "set-path",
    read: (words, at, scope) => {
      const written = words[at] ?? "";
      if (written === "") {
        return fatal(at, "ERR_CONFIG_VALUE", {
          fr: '"http-request set-path" attend un chemin : "http-request set-path /v2%[path]".',
          en: '"http-request set-path" expects a path: "http-request set-path /v2%[path]".',
        });
      }
      const format = parseFormat(written, scope, at);
      if (format.kind === "bad") return format;
      const { fill, references } = format.value;
      return good({
        action: (head, view) => ({ kind: "head", head: withPath(head, fill(view)) }),
        next: at + 1,
        references,
      });
    },
  },
];

/** A target without a path (`*`, `host:port`) stays; so does one that the new path would break. */
function withPath(head: RequestHead, path: string): RequestHead {
  const { target } = head;
  const start = target.startsWith("/") ? 0 : target.indexOf("/", target.indexOf("://") + 3);
  if (start < 0 || !target.includes("/") || !/^[!-"$-~]+$/.test(path)) return head;
  const query = target.indexOf("?", start);
  return { ...head, target: target.slice(0, start) + path + (query < 0 ? "" : target.slice(query)) };
}
