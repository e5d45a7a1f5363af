import { fatal, good, unsupported } from "../../acl/trouble.ts";
import type { Header } from "../../http/head.ts";
import { parseFormat } from "../format.ts";
import type { ActionKind } from "../rule.ts";

/** What frames the message or speaks of this hop: changed, it would tear requests apart. */
const framing = new Set(["connection", "content-length", "transfer-encoding", "upgrade"]);

/** `set-header NAME FORMAT`, `add-header NAME FORMAT`, `del-header NAME`. */
export const headerActions: readonly ActionKind[] = [
  write("set-header", (headers, header) => [...without(headers, header.name), header]),
  write("add-header", (headers, header) => [...headers, header]),
  { name: "del-header", read: readDelete },
];

function write(
  name: string,
  change: (headers: readonly Header[], header: Header) => readonly Header[],
): ActionKind {
  return {
    name,
    read: (words, at, scope) => {
      const [written = "", value = ""] = words.slice(at);
      if (written === "" || value === "") return refuseMissing(name, Math.min(at + 1, words.length));
      const bad = badName(name, written, at);
      if (bad) return bad;
      const format = parseFormat(value, scope, at + 1);
      if (format.kind === "bad") return format;
      const header = written.toLowerCase();
      const { fill, references } = format.value;
      return good({
        action: (head, view) => {
          const headers = change(head.headers, { name: header, value: fill(view) });
          return { kind: "head", head: { ...head, headers } };
        },
        next: at + 2,
        references,
      });
    },
  };
}

function readDelete(words: readonly string[], at: number): ReturnType<ActionKind["read"]> {
  const written = words[at] ?? "";
  if (written === "") return refuseMissing("del-header", at);
  if (words[at + 1] === "-m") return unsupported(at + 1, "http-request del-header … -m");
  const bad = badName("del-header", written, at);
  if (bad) return bad;
  const name = written.toLowerCase();
  return good({
    action: (head) => ({ kind: "head", head: { ...head, headers: without(head.headers, name) } }),
    next: at + 1,
  });
}

function without(headers: readonly Header[], name: string): readonly Header[] {
  return headers.filter((header) => header.name !== name);
}

function badName(action: string, name: string, at: number): ReturnType<typeof fatal> | undefined {
  const sound = /^[!#$&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !framing.has(name.toLowerCase());
  return sound ? undefined : unsupported(at, `http-request ${action} ${name}`);
}

function refuseMissing(action: string, at: number): ReturnType<typeof fatal> {
  const example = action === "del-header" ? "del-header X-Test" : `${action} X-Forwarded-Proto https`;
  return fatal(at, "ERR_CONFIG_VALUE", {
    fr: `"http-request ${action}" attend plus de mots : "http-request ${example}".`,
    en: `"http-request ${action}" expects more words: "http-request ${example}".`,
  });
}
