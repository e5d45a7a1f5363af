import type { Place } from "../../base/problem.ts";
import { pathFrom } from "./default-path.ts";
import type { FileDraft, ProxyDraft } from "./draft.ts";
import { type Keyword, type LineContext, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import type { Report } from "./report.ts";

/** What a section says of the answers to errors; of several lines the last one counts. */
export type ErrorDraft =
  | { readonly kind: "file"; readonly status: number; readonly file: string }
  | ({ readonly kind: "group"; readonly name: string; readonly statuses: readonly number[] } & Place);

/** The keywords that choose what a client gets in place of the page for an error [T]. */
export const errorKeywords: readonly Keyword<ProxyContext>[] = [
  { name: "errorfile", read: readErrorFile },
  { name: "errorfiles", read: readErrorGroup },
  { name: "errorloc", read: (context) => readErrorLocation(context, "302 Found") },
  { name: "errorloc302", read: (context) => readErrorLocation(context, "302 Found") },
  { name: "errorloc303", read: (context) => readErrorLocation(context, "303 See Other") },
];

/** The statuses that haproxy 2.6 lets a file answer for. */
const statuses = [
  200, 400, 401, 403, 404, 405, 407, 408, 410, 413, 421, 422, 425, 429, 500, 501, 502, 503, 504,
];

function readErrorFile(context: ProxyContext): void {
  const line = readErrorLine(context);
  if (line) context.proxy.errors.push({ kind: "file", status: line.status, file: line.value });
}

/** `errorfile STATUS FILE`; also asks the machine for the file. */
export function readErrorLine(context: LineContext): { status: number; value: string } | undefined {
  const line = readStatus(context, "/etc/haproxy/errors/503.http");
  if (!line) return undefined;
  const value = pathFrom(line.value, context);
  context.file.needs.push({ kind: "error-file", value, ...context.place(2) });
  return { status: line.status, value };
}

/** `KEYWORD STATUS VALUE`. */
function readStatus(context: LineContext, example: string): { status: number; value: string } | undefined {
  const name = wordAt(context, 0);
  const status = Number(wordAt(context, 1));
  const value = wordAt(context, 2);
  if (value === "" || !statuses.includes(status)) {
    refuse(context, value === "" ? context.words.length : 1, "ERR_CONFIG_VALUE", {
      fr: `"${name}" s'écrit "${name} 503 ${example}". États : ${statuses.join(", ")}.`,
      en: `"${name}" is written "${name} 503 ${example}". Statuses: ${statuses.join(", ")}.`,
    });
    return undefined;
  }
  if (context.words.length > 3) {
    context.report.mistake(context.place(3), "ERR_CONFIG_SYNTAX", {
      fr: `HAProxy ne lit pas "${wordAt(context, 3)}". Retirez ce mot.`,
      en: `HAProxy does not read "${wordAt(context, 3)}". Remove this word.`,
    });
  }
  return { status, value };
}

/** `errorloc STATUS URL`: the client is sent elsewhere. */
function readErrorLocation(context: ProxyContext, answer: string): void {
  const line = readStatus(context, "https://example.com/sorry");
  if (!line) return;
  const file = `${answer} ${line.value}`;
  context.file.replies.set(
    file,
    `HTTP/1.1 ${answer}\r\nCache-Control: no-cache\r\nContent-length: 0\r\nLocation: ${line.value}\r\n\r\n`,
  );
  context.proxy.errors.push({ kind: "file", status: line.status, file });
}

/** `errorfiles NAME [STATUS …]`: the pages of an `http-errors` section, which may stand below. */
function readErrorGroup(context: ProxyContext): void {
  const name = wordAt(context, 1);
  const wanted = context.words.slice(2).map(({ text }) => Number(text));
  const bad = wanted.findIndex((status) => !statuses.includes(status));
  if (name === "" || bad >= 0) {
    refuse(context, name === "" ? 1 : 2 + bad, "ERR_CONFIG_VALUE", {
      fr: `"errorfiles" attend le nom d'une section "http-errors", et peut-être des états : ${statuses.join(", ")}.`,
      en: `"errorfiles" expects the name of a section "http-errors", and perhaps statuses: ${statuses.join(", ")}.`,
    });
    return;
  }
  context.proxy.errors.push({ kind: "group", name, statuses: wanted, ...context.place(1) });
}

/** Status to file, now that every group is known. */
export function errorFilesOf({ errors }: ProxyDraft, { errorGroups }: FileDraft): Record<number, string> {
  const pairs = errors.flatMap((error): readonly (readonly [number, string])[] => {
    if (error.kind === "file") return [[error.status, error.file]];
    const files = errorGroups.find(({ name }) => name === error.name)?.files ?? new Map<number, string>();
    return [...files].filter(([status]) => error.statuses.length === 0 || error.statuses.includes(status));
  });
  return Object.fromEntries(pairs);
}

/** Groups that are not there, and statuses that they lack. */
export function judgeErrors({ errors }: ProxyDraft, { errorGroups }: FileDraft, report: Report): void {
  for (const error of errors) {
    if (error.kind === "file") continue;
    const group = errorGroups.find(({ name }) => name === error.name);
    const lacking = error.statuses.filter((status) => !group?.files.has(status));
    if (!group) {
      report.fatal(error, "ERR_CONFIG_REFERENCE", {
        fr: `Aucune section "http-errors" ne s'appelle "${error.name}".`,
        en: `No section "http-errors" is named "${error.name}".`,
      });
    } else if (lacking.length > 0) {
      report.warned(error, "ERR_CONFIG_REFERENCE", {
        fr: `"http-errors ${error.name}" n'a pas de page pour ${lacking.join(", ")}.`,
        en: `"http-errors ${error.name}" has no page for ${lacking.join(", ")}.`,
      });
    }
  }
}
