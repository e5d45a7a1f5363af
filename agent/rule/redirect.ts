import type { Scope } from "../acl/scope.ts";
import { fatal, good, type Parsed } from "../acl/trouble.ts";
import { type RequestHead, valuesOf } from "../http/head.ts";
import { parseFormat, plainFormat } from "./format.ts";
import type { ReadAction } from "./rule.ts";

const kinds = ["scheme", "prefix", "location"] as const;
type Kind = (typeof kinds)[number];

const reasons: Readonly<Record<number, string>> = {
  301: "Moved Permanently",
  302: "Found",
  303: "See Other",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
};

/** What a caller must know of a redirect besides the address. */
interface Draft {
  kind?: Kind;
  target: string;
  at: number;
  status: number;
  dropQuery: boolean;
  appendSlash: boolean;
  ignoreEmpty: boolean;
  cookie?: string;
}

/** The words, and what each changes; those with `takes` read the next word too [T]. */
const options: Readonly<
  Record<string, { readonly takes?: true; readonly set: (draft: Draft, value: string, at: number) => void }>
> = {
  ...Object.fromEntries(
    kinds.map((kind) => [
      kind,
      { takes: true, set: (draft, target, at) => Object.assign(draft, { kind, target, at }) },
    ]),
  ),
  code: { takes: true, set: (draft, value) => Object.assign(draft, { status: Number(value) }) },
  "set-cookie": {
    takes: true,
    set: (draft, value) => Object.assign(draft, { cookie: `${value}; path=/;` }),
  },
  "clear-cookie": {
    takes: true,
    set: (draft, value) => Object.assign(draft, { cookie: `${value}; path=/; Max-Age=0;` }),
  },
  "drop-query": { set: (draft) => Object.assign(draft, { dropQuery: true }) },
  "ignore-empty": { set: (draft) => Object.assign(draft, { ignoreEmpty: true }) },
  "append-slash": { set: (draft) => Object.assign(draft, { appendSlash: true }) },
};

/**
 * Reads what follows `redirect` or `http-request redirect` (manual §4.2); the latter's address is a format, the
 * former's is meant as it stands.
 */
export function readRedirect(
  words: readonly string[],
  first: number,
  format: { readonly scope: Scope } | "plain",
): Parsed<ReadAction> {
  const draft: Draft = {
    target: "",
    at: first,
    status: 302,
    dropQuery: false,
    appendSlash: false,
    ignoreEmpty: false,
  };
  let at = first;
  for (; at < words.length && !["if", "unless", ""].includes(words[at] ?? ""); at++) {
    const name = words[at] ?? "";
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!option) return refuseWord(at, name);
    const value = option.takes ? (words[at + 1] ?? "") : "";
    if (option.takes && value === "") return refuseMissing(at + 1, name);
    if (name === "code" && !Object.hasOwn(reasons, value)) return refuseCode(at + 1, value);
    option.set(draft, value, at + 1);
    if (option.takes) at++;
  }
  const { kind } = draft;
  if (kind === undefined) return refuseMissing(at, "redirect");
  const target =
    format === "plain" ? plainFormat(draft.target) : parseFormat(draft.target, format.scope, draft.at);
  if (target.kind === "bad") return target;
  const action: ReadAction["action"] = (view) => {
    const { head } = view;
    const filled = target.value.fill(view);
    if (!head || (draft.ignoreEmpty && filled === "")) return undefined;
    const text = replyText(draft, locations[kind](filled, head, draft), hasBody(head));
    return { kind: "reply", status: draft.status, text };
  };
  return good({ action, next: at, references: target.value.references, final: true });
}

const locations: Readonly<Record<Kind, (target: string, head: RequestHead, draft: Draft) => string>> = {
  scheme: (target, head, draft) => `${target}://${valuesOf(head, "host")[0] ?? ""}${rest(head, draft)}`,
  // "/" alone adds nothing: the path begins with one.
  prefix: (target, head, draft) => (target === "/" ? "" : target) + rest(head, draft),
  location: (target) => target,
};

/** Path and query, as the options leave them. */
function rest({ target }: RequestHead, { dropQuery, appendSlash }: Draft): string {
  const slash = target.startsWith("/") ? 0 : target.indexOf("/", target.indexOf("://") + 3);
  const whole = slash < 0 ? "/" : target.slice(slash);
  const kept = dropQuery ? (whole.split("?", 1)[0] ?? "") : whole;
  return appendSlash && !kept.endsWith("/") ? `${kept}/` : kept;
}

/** Nobody will read it: the connection ends. */
function hasBody(head: RequestHead): boolean {
  return head.hasBody === true;
}

/** Permanent answers may be kept by caches; the others may not. */
function replyText({ status, cookie }: Draft, location: string, close: boolean): string {
  const permanent = status === 301 || status === 308;
  const lines = [
    `HTTP/1.1 ${status} ${reasons[status]}`,
    "content-length: 0",
    `location: ${location}`,
    ...(permanent ? [] : ["cache-control: no-cache"]),
    ...(cookie === undefined ? [] : [`set-cookie: ${cookie}`]),
    ...(close ? ["connection: close"] : []),
  ];
  return `${lines.join("\r\n")}\r\n\r\n`;
}

function refuseWord(at: number, word: string): ReturnType<typeof fatal> {
  const list = [
    "code",
    ...kinds,
    "set-cookie",
    "clear-cookie",
    "drop-query",
    "append-slash",
    "ignore-empty",
  ].join(", ");
  return fatal(at, "ERR_CONFIG_KEYWORD", {
    fr: `"${word}" n'a pas sa place dans "redirect". Mots : ${list} ; une condition commence par if ou unless.`,
    en: `"${word}" has no place in "redirect". Words: ${list}; a condition begins with if or unless.`,
  });
}

function refuseMissing(at: number, word: string): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_VALUE", {
    fr: `"${word}" attend une suite : "redirect scheme https", "redirect prefix http://autre" ou "redirect location /accueil".`,
    en: `"${word}" expects more: "redirect scheme https", "redirect prefix http://other" or "redirect location /home".`,
  });
}

function refuseCode(at: number, value: string): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_RANGE", {
    fr: `"code ${value}" : une redirection répond 301, 302, 303, 307 ou 308.`,
    en: `"code ${value}": a redirect answers 301, 302, 303, 307 or 308.`,
  });
}
