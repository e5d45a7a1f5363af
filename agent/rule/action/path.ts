import { filled } from "../../acl/converter/text.ts";
import { originPath, pathOf, withPath, withQuery } from "../../acl/fetch/target.ts";
import { fatal, good, type Parsed } from "../../acl/trouble.ts";
import type { RequestView } from "../../acl/view.ts";
import type { RequestHead } from "../../http/head.ts";
import { parseFormat } from "../format.ts";
import { editRequest } from "../message.ts";
import type { ActionKind, ActionLine, ReadAction } from "../rule.ts";
import { readRegex } from "./header.ts";

/** What to make of the request line by a value. */
type Change = (head: RequestHead, value: string) => { readonly target?: string; readonly method?: string };
type Part = (head: RequestHead) => string | undefined;

const setPath: Change = (head, path) => ({ target: withPath(head, path, true) });
const setPathAndQuery: Change = (head, path) => ({ target: withPath(head, path, false) });
const setTarget: Change = (_, target) => ({ target });

/** What changes the request line. */
export const pathActions: readonly ActionKind[] = [
  set("set-path", setPath),
  set("set-pathq", setPathAndQuery),
  set("set-query", (head, query) => ({ target: withQuery(head, query.replace(/^\?/, "")) })),
  set("set-uri", setTarget),
  set("set-method", (_, method) => (/^[A-Za-z]+$/.test(method) ? { method } : {})),
  replace("replace-path", pathOf, setPath),
  replace("replace-pathq", originPath, setPathAndQuery),
  replace("replace-uri", ({ target }) => target, setTarget),
];

/** The request line must stay one: what would break it is not done. */
function changed(view: RequestView, change: Change, value: string): void {
  if (!view.head || !/^[!-"$-~]*$/.test(value)) return;
  const { target, method } = change(view.head, value);
  const head = editRequest(view);
  if (!head) return;
  if (target !== undefined && target !== "") head.target = target;
  if (method !== undefined) head.method = method;
}

function set(name: string, change: Change): ActionKind {
  return {
    name,
    places: ["http-request"],
    read: ({ words, at, scope }) => {
      if (words[at] === undefined)
        return refuseMissing(at, name, `${name} ${examples[name] ?? "/v2%[path]"}`);
      const format = parseFormat(words[at] ?? "", scope, at);
      if (format.kind === "bad") return format;
      const { fill, references } = format.value;
      const action = (view: RequestView): undefined => changed(view, change, fill(view)) as undefined;
      return good({ action, next: at + 1, references });
    },
  };
}

const examples: Readonly<Record<string, string>> = { "set-query": "%[query,lower]", "set-method": "GET" };

function replace(name: string, part: Part, change: Change): ActionKind {
  return { name, places: ["http-request"], read: (line) => readReplace(line, { name, part, change }) };
}

function readReplace(
  { words, at, scope }: ActionLine,
  { name, part, change }: { readonly name: string; readonly part: Part; readonly change: Change },
): Parsed<ReadAction> {
  const [pattern = "", value] = words.slice(at);
  if (pattern === "" || value === undefined) return refuseMissing(at, name, `${name} /old/(.*) /new/\\1`);
  const expression = readRegex(pattern, at);
  if (expression.kind === "bad") return expression;
  const format = parseFormat(value, scope, at + 1);
  if (format.kind === "bad") return format;
  const { fill, references } = format.value;
  const action = (view: RequestView): undefined => {
    const text = view.head && part(view.head);
    const found = text === undefined ? null : expression.value.exec(text);
    if (found) changed(view, change, filled(fill(view), found));
  };
  return good({ action, next: at + 2, references });
}

function refuseMissing(at: number, name: string, example: string): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_VALUE", {
    fr: `"http-request ${name}" attend plus de mots : "http-request ${example}".`,
    en: `"http-request ${name}" expects more words: "http-request ${example}".`,
  });
}
