import { filled } from "../../acl/converter/text.ts";
import { matchers } from "../../acl/index.ts";
import { compileRegex } from "../../acl/regex.ts";
import { fatal, good, type Parsed, unsupported } from "../../acl/trouble.ts";
import type { RequestView } from "../../acl/view.ts";
import { type Header, hasHeader } from "../../http/head.ts";
import { parseFormat } from "../format.ts";
import { dropHeaders, type Message, messageOf } from "../message.ts";
import type { ActionKind, ActionLine, ReadAction, RulePlace } from "../rule.ts";

/** What frames the message or speaks of this hop: changed, it would tear requests apart. */
const framing = new Set(["connection", "content-length", "transfer-encoding", "upgrade"]);

const places: readonly RulePlace[] = ["http-request", "http-response", "http-after-response"];

type Change = (head: NonNullable<ReturnType<Message["edit"]>>, name: string, value: string) => void;

/** `set-header NAME FORMAT`, `add-header`, `del-header NAME [-m MATCH]`, `replace-header NAME REGEX FORMAT`, `replace-value`. */
export const headerActions: readonly ActionKind[] = [
  write("set-header", (head, name, value) => {
    head.drop(name);
    head.add(name, value);
  }),
  write("add-header", (head, name, value) => head.add(name, value)),
  { name: "del-header", places, read: readDelete },
  replace("replace-header", (value, expression, replacement) => {
    const found = expression.exec(value);
    return found ? filled(replacement, found) : value;
  }),
  replace("replace-value", (value, expression, replacement) =>
    value
      .split(",")
      .map((member) => {
        const text = member.trim();
        const found = expression.exec(text);
        return found ? filled(replacement, found) : member;
      })
      .join(","),
  ),
];

function write(name: string, change: Change): ActionKind {
  return {
    name,
    places,
    read: (line) => {
      const { words, at, scope, place } = line;
      const [written = "", value = ""] = words.slice(at);
      if (written === "" || value === "") return refuseMissing(line, name, Math.min(at + 1, words.length));
      const bad = badName(line, name, written);
      if (bad) return bad;
      const format = parseFormat(value, scope, at + 1);
      if (format.kind === "bad") return format;
      const header = written.toLowerCase();
      const { fill, references } = format.value;
      const { edit } = messageOf(place);
      const action = (view: RequestView): undefined => {
        const value = sound(fill(view));
        const head = edit(view);
        if (head) change(head, header, value);
      };
      return good({ action, next: at + 2, references });
    },
  };
}

/** A value that would end the line, or the head, is cut off there. */
function sound(value: string): string {
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if (code === 10 || code === 13 || code === 0) return value.slice(0, at);
  }
  return value;
}

function replace(
  name: string,
  change: (value: string, expression: RegExp, replacement: string) => string,
): ActionKind {
  return {
    name,
    places,
    read: (line) => {
      const { words, at, scope, place } = line;
      const [written = "", pattern = "", value = ""] = words.slice(at);
      if (written === "" || pattern === "" || words[at + 2] === undefined) {
        return refuseMissing(line, name, Math.min(at + 2, words.length));
      }
      const bad = badName(line, name, written);
      if (bad) return bad;
      const expression = readRegex(pattern, at + 1);
      if (expression.kind === "bad") return expression;
      const format = parseFormat(value, scope, at + 2);
      if (format.kind === "bad") return format;
      const { fill, references } = format.value;
      const header = written.toLowerCase();
      const { get, edit } = messageOf(place);
      const action = (view: RequestView): undefined => {
        if (!get(view)?.headers.some((each) => each.name === header)) return;
        const replacement = fill(view);
        const head = edit(view);
        if (!head) return;
        head.headers = head.headers.map((each) =>
          each.name === header
            ? { name: header, value: sound(change(each.value, expression.value, replacement)) }
            : each,
        );
      };
      return good({ action, next: at + 3, references });
    },
  };
}

export function readRegex(text: string, at: number): Parsed<RegExp> {
  const read = compileRegex(text);
  if (read.kind === "good") return good(read.expression);
  if (read.kind === "unsupported") return unsupported(at, `${text} (a regular expression of PCRE)`);
  return fatal(at, "ERR_CONFIG_VALUE", {
    fr: `"${text}" n'est pas une expression rationnelle : une parenthèse, un crochet ou une répétition est de trop.`,
    en: `"${text}" is not a regular expression: a parenthesis, a bracket or a repetition is out of place.`,
  });
}

/** With `-m`, every header whose name matches. */
function readDelete(line: ActionLine): Parsed<ReadAction> {
  const { words, at, place } = line;
  const written = words[at] ?? "";
  if (written === "") return refuseMissing(line, "del-header", at);
  const bad = badName(line, "del-header", written);
  const { get, edit } = messageOf(place);
  if (words[at + 1] !== "-m") {
    if (bad) return bad;
    const name = written.toLowerCase();
    const action = (view: RequestView): undefined => {
      const found = get(view);
      if (found && hasHeader(found, name)) edit(view)?.drop(name);
    };
    return good({ action, next: at + 1 });
  }
  const matcher = ["str", "beg", "end", "sub", "reg"].includes(words[at + 2] ?? "")
    ? matchers.get(words[at + 2] ?? "")
    : undefined;
  if (!matcher) return refuseMissing(line, "del-header", at + 2);
  const lookup = matcher.compile([{ text: written, at }], { ignoreCase: true });
  if (lookup.kind === "bad") return lookup;
  const isMeant = ({ name }: Header): boolean => lookup.value(name) >= 0 && !framing.has(name);
  const action = (view: RequestView): undefined => {
    const head = edit(view);
    if (head) dropHeaders(head.headers, isMeant);
  };
  return good({ action, next: at + 3 });
}

function badName(
  { at, place }: ActionLine,
  action: string,
  name: string,
): ReturnType<typeof fatal> | undefined {
  const isSound = /^[!#$&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !framing.has(name.toLowerCase());
  return isSound ? undefined : unsupported(at, `${place} ${action} ${name}`);
}

function refuseMissing({ place }: ActionLine, action: string, at: number): ReturnType<typeof fatal> {
  const example = action.startsWith("replace")
    ? `${action} X-Test ^(.*)$ \\1-2`
    : action === "del-header"
      ? "del-header X-Test"
      : `${action} X-Forwarded-Proto https`;
  return fatal(at, "ERR_CONFIG_VALUE", {
    fr: `"${place} ${action}" attend plus de mots : "${place} ${example}".`,
    en: `"${place} ${action}" expects more words: "${place} ${example}".`,
  });
}
