import { parseExpression } from "../../acl/expression.ts";
import { casts } from "../../acl/sample.ts";
import { isMissing } from "../../acl/scope.ts";
import { fatal, good, type Parsed, unsupported } from "../../acl/trouble.ts";
import type { ConnectionView, RequestView } from "../../acl/view.ts";
import { reasonOf } from "../../http/reason.ts";
import { parseFormat } from "../format.ts";
import { editResponse } from "../message.ts";
import type { ActionKind, ActionLine, ReadAction, RulePlace } from "../rule.ts";
import { refuseGone } from "./variable.ts";

const httpPlaces: readonly RulePlace[] = ["http-request", "http-response"];
const tcpPlaces: readonly RulePlace[] = [
  "tcp-request connection",
  "tcp-request session",
  "tcp-request content",
];

const levels = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug", "silent"];

/** Actions on what is known of a request beside its message, and on lists of patterns. */
export const otherActions: readonly ActionKind[] = [
  {
    name: "set-log-level",
    places: [...httpPlaces, "tcp-request content", "tcp-response content"],
    read: readLogLevel,
  },
  { name: "set-status", places: ["http-response", "http-after-response"], read: readStatus },
  address("set-src", (connection, text) => ({ ...all(connection), clientAddress: text })),
  address("set-dst", (connection, text) => ({ ...all(connection), localAddress: text })),
  address("set-src-port", (connection, text) => ({ ...all(connection), clientPort: Number(text) })),
  address("set-dst-port", (connection, text) => ({ ...all(connection), localPort: Number(text) })),
  ...["set-nice", "set-tos", "set-mark", "set-priority-class", "set-priority-offset"].map(ignored),
  list("add-acl", 1),
  list("del-acl", 1),
  list("set-map", 2),
  list("del-map", 1),
];

function readLogLevel({ words, at, place }: ActionLine): Parsed<ReadAction> {
  const level = words[at] ?? "";
  if (!levels.includes(level)) {
    return fatal(at, "ERR_CONFIG_VALUE", {
      fr: `"${place} set-log-level" attend l'un de : ${levels.join(", ")}.`,
      en: `"${place} set-log-level" expects one of: ${levels.join(", ")}.`,
    });
  }
  const action = ({ transaction }: RequestView): undefined => {
    if (transaction) transaction.logLevel = level;
  };
  return good({ action, next: at + 1 });
}

/** `set-status NUMBER [reason TEXT]`. */
function readStatus({ words, at, place }: ActionLine): Parsed<ReadAction> {
  const status = Number(words[at] ?? "");
  if (!(Number.isInteger(status) && status >= 100 && status <= 999)) {
    return fatal(at, "ERR_CONFIG_RANGE", {
      fr: `"${place} set-status" attend un nombre de 100 à 999.`,
      en: `"${place} set-status" expects a number from 100 to 999.`,
    });
  }
  const given = words[at + 1] === "reason";
  const reason = given ? (words[at + 2] ?? "") : reasonOf(status);
  const action = (view: RequestView): undefined => {
    const head = editResponse(view);
    if (head) Object.assign(head, { status, reason });
  };
  return good({ action, next: at + (given ? 3 : 1) });
}

/** A copy with everything that a view of a connection tells when it is asked. */
function all(connection: ConnectionView): ConnectionView {
  const { clientAddress, clientPort, localAddress, localPort, isTls, serverName, tls, proxied } = connection;
  return {
    ...{ clientAddress, clientPort, localAddress, localPort, isTls },
    ...(serverName === undefined ? {} : { serverName }),
    ...(tls ? { tls } : {}),
    ...(proxied === undefined ? {} : { proxied }),
  };
}

/** The rules behind it, the log line and `forwardfor` see the new address. */
function address(
  name: string,
  change: (connection: ConnectionView, text: string) => ConnectionView,
): ActionKind {
  const isPort = name.endsWith("-port");
  return {
    name,
    places: ["http-request", ...tcpPlaces],
    read: ({ words, at, scope }) => {
      const written = words[at] ?? "";
      const parsed = parseExpression(written, scope, at);
      if (parsed.kind === "bad") return parsed;
      if (isMissing(parsed.value, scope.phase)) return refuseGone(at, written);
      const { one, references } = parsed.value;
      const action = (view: RequestView): undefined => {
        const sample = one(view);
        const value = sample === undefined ? undefined : casts[isPort ? "number" : "address"](sample);
        if (value !== undefined) view.connection = change(view.connection, String(casts.text(value)));
      };
      return good({ action, next: at + 1, references });
    },
  };
}

/** It is about packets, or about the order of work in a queue: nothing of the answer changes by it. */
function ignored(name: string): ActionKind {
  return {
    name,
    places: [...httpPlaces, ...tcpPlaces],
    read: ({ words, at, place }) => {
      if (words[at] === undefined) return unsupported(at, `${place} ${name}`);
      const text = {
        fr: `"${name}" ne change rien aux réponses ; ici il reste sans effet.`,
        en: `"${name}" changes nothing of the answers; here it is without effect.`,
      };
      return good({ action: () => undefined, next: at + 1 }, [{ severity: "note", at: at - 1, text }]);
    },
  };
}

/** `add-acl(FILE) KEY`, `set-map(FILE) KEY VALUE`: the list of a file that a condition or a map uses. */
function list(name: string, words: 1 | 2): ActionKind {
  const isMap = name.endsWith("map");
  return {
    name,
    places: httpPlaces,
    read: ({ words: all, at, argument, scope, place }) => {
      const formats = [];
      for (let index = at; index < at + words; index++) {
        if (argument === "" || all[index] === undefined) return refuseList(at, `${place} ${name}`, words);
        const format = parseFormat(all[index] ?? "", scope, index);
        if (format.kind === "bad") return format;
        formats.push(format.value);
      }
      const [key, value] = formats;
      const action = (view: RequestView): undefined => {
        const found = scope.patterns.named(argument, isMap);
        const pattern = key?.fill(view) ?? "";
        if (!found) return;
        if (name.startsWith("del")) found.remove(pattern);
        else if (!isMap && !found.entries.some((entry) => entry.pattern === pattern)) found.add(pattern);
        else if (isMap && !found.set(pattern, value?.fill(view) ?? "")) found.add(pattern, value?.fill(view));
      };
      return good({ action, next: at + words, references: formats.flatMap((format) => format.references) });
    },
  };
}

function refuseList(at: number, name: string, words: 1 | 2): ReturnType<typeof fatal> {
  const rest = words === 1 ? "%[src]" : "%[src] %[path]";
  return fatal(at, "ERR_CONFIG_VALUE", {
    fr: `S'écrit : "${name}(/etc/haproxy/liste) ${rest}".`,
    en: `It is written: "${name}(/etc/haproxy/list) ${rest}".`,
  });
}
