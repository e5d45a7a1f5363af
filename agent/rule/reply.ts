import type { Reference } from "../acl/argument.ts";
import { fatal, good, type Parsed, unsupported } from "../acl/trouble.ts";
import type { RequestView } from "../acl/view.ts";
import { reasonOf } from "../http/reason.ts";
import { parseReply } from "../http/reply-file.ts";
import { type Format, parseFormat, plainFormat } from "./format.ts";
import type { ActionLine, Effect } from "./rule.ts";

/** An answer that a line describes: `status 404 content-type text/plain lf-string "no %[path]" hdr X-A b`. */
export interface ReplyForm {
  readonly effect: (view: RequestView) => Exclude<Effect, { kind: "stop" | "drop" }>;
  readonly next: number;
  readonly references: readonly Reference[];
}

/** The statuses for which there is an error page. */
const pageStatuses = [
  200, 400, 401, 403, 404, 405, 407, 408, 410, 413, 421, 422, 425, 429, 500, 501, 502, 503, 504,
];

/** The words that say what the answer consists of. */
interface Draft {
  status: number;
  type?: string;
  body?: Format;
  /** A whole answer, as a file has it. */
  whole?: string;
  page: boolean;
  headers: { readonly name: string; readonly format: Format }[];
}

interface Word {
  /** Words behind it. */
  readonly takes: number;
  read(draft: Draft, line: ActionLine, at: number): Parsed<unknown>;
}

const statusWord: Word = { takes: 1, read: readStatus };

/** [T] */
const wordTable: Readonly<Record<string, Word>> = {
  status: statusWord,
  deny_status: statusWord,
  "content-type": {
    takes: 1,
    read: (draft, { words }, at) => good(Object.assign(draft, { type: words[at] })),
  },
  string: { takes: 1, read: (draft, { words }, at) => setBody(draft, plainFormat(words[at] ?? "")) },
  "lf-string": {
    takes: 1,
    read: (draft, { words, scope }, at) => setBody(draft, parseFormat(words[at] ?? "", scope, at)),
  },
  file: { takes: 1, read: (draft, line, at) => readFile(draft, line, at, false) },
  "lf-file": { takes: 1, read: (draft, line, at) => readFile(draft, line, at, true) },
  errorfile: { takes: 1, read: readWhole },
  errorfiles: { takes: 1, read: (_, { place }, at) => unsupported(at - 1, `${place} … errorfiles`) },
  "default-errorfiles": { takes: 0, read: (draft) => good(Object.assign(draft, { page: true })) },
  hdr: { takes: 2, read: readHeader },
};

/** Reads the words of an answer. `denies`: what `deny` means, where the status alone stands for its error page. */
export function readReply(
  line: ActionLine,
  { status, denies }: { readonly status: number; readonly denies: boolean },
): Parsed<ReplyForm> {
  const draft: Draft = { status, page: denies, headers: [] };
  let at = line.at;
  for (;;) {
    const name = line.words[at] ?? "";
    const word = Object.hasOwn(wordTable, name) ? wordTable[name] : undefined;
    if (!word) break;
    const value = line.words[at + 1];
    if (word.takes > 0 && (value === undefined || line.words[at + word.takes] === undefined)) {
      return refuseMissing(at + 1, name);
    }
    const read = word.read(draft, line, at + 1);
    if (read.kind === "bad") return read;
    at += word.takes + 1;
  }
  const formats = [draft.body, ...draft.headers.map(({ format }) => format)];
  const references = formats.flatMap((format) => format?.references ?? []);
  return good({ effect: effectOf(draft, denies), next: at, references });
}

function effectOf(draft: Draft, denies: boolean): ReplyForm["effect"] {
  const { status, page, body, whole, headers } = draft;
  const denied = denies ? { denied: true as const } : {};
  if (whole !== undefined) return () => ({ kind: "reply", status, text: whole, ...denied });
  if (page && !body && headers.length === 0 && pageStatuses.includes(status)) {
    // An answer that refuses nothing says so by its headers.
    return () => (denies ? { kind: "deny", status } : { kind: "deny", status, headers: [] });
  }
  return (view) => ({ kind: "reply", status, text: textOf(draft, view), ...denied });
}

function textOf({ status, type, body, headers }: Draft, view: RequestView): string {
  const content = body?.fill(view) ?? "";
  const bodiless = status === 204;
  const lines = [
    `HTTP/1.1 ${status} ${reasonOf(status)}`,
    ...headers.map(({ name, format }) => `${name}: ${format.fill(view)}`),
    ...(bodiless ? [] : [`content-length: ${content.length}`]),
    ...(content === "" || type === undefined ? [] : [`content-type: ${type}`]),
  ];
  return `${lines.join("\r\n")}\r\n\r\n${bodiless ? "" : content}`;
}

function setBody(draft: Draft, format: Parsed<Format>): Parsed<unknown> {
  if (format.kind === "good") {
    draft.body = format.value;
    draft.page = false;
  }
  return format;
}

function readStatus(draft: Draft, { words }: ActionLine, at: number): Parsed<unknown> {
  const text = words[at] ?? "";
  const status = Number(text);
  if (words[at - 1] === "deny_status" && !pageStatuses.includes(status)) return refuseStatus(at, text);
  if (!(Number.isInteger(status) && status >= 200 && status <= 599)) return refuseStatus(at, text);
  draft.status = status;
  return good(status);
}

function readFile(
  draft: Draft,
  { words, scope }: ActionLine,
  at: number,
  isFormat: boolean,
): Parsed<unknown> {
  const content = scope.readFile(words[at] ?? "");
  if (content === undefined) return refuseFile(at, words[at] ?? "");
  return setBody(draft, isFormat ? parseFormat(content, scope, at) : plainFormat(content));
}

function readWhole(draft: Draft, { words, scope }: ActionLine, at: number): Parsed<unknown> {
  const content = scope.readFile(words[at] ?? "");
  if (content === undefined || (content !== "" && !parseReply(content)))
    return refuseFile(at, words[at] ?? "");
  draft.whole = content;
  return good(content);
}

function readHeader(draft: Draft, { words, scope }: ActionLine, at: number): Parsed<unknown> {
  const name = (words[at] ?? "").toLowerCase();
  const format = parseFormat(words[at + 1] ?? "", scope, at + 1);
  // What frames the answer is ours to say.
  const framing = ["connection", "content-length", "date", "transfer-encoding"].includes(name);
  if (format.kind === "good" && !framing) draft.headers.push({ name, format: format.value });
  return format;
}

function refuseStatus(at: number, text: string): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_RANGE", {
    fr: `"${text}" n'est pas un état de réponse. Pour deny_status : ${pageStatuses.join(", ")} ; pour status : 200 à 599.`,
    en: `"${text}" is not a status of an answer. For deny_status: ${pageStatuses.join(", ")}; for status: 200 to 599.`,
  });
}

function refuseFile(at: number, path: string): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_REFERENCE", {
    fr: `Le fichier "${path}" ne peut pas être lu, ou n'est pas une réponse HTTP. Créez-le ou corrigez le chemin.`,
    en: `The file "${path}" cannot be read, or is no HTTP response. Create it or correct the path.`,
  });
}

function refuseMissing(at: number, name: string): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_VALUE", {
    fr: `"${name}" attend une suite : "status 404 content-type text/plain string absent hdr X-A b".`,
    en: `"${name}" expects more: "status 404 content-type text/plain string missing hdr X-A b".`,
  });
}
