import type { ConnectStep } from "../../../health/step.ts";
import { parseAddress } from "../address.ts";
import type { Mutable } from "../draft.ts";
import { type ProxyContext, refuse, wordAt } from "../keyword.ts";
import { readCheckExpression } from "./expression.ts";
import { neededAt, refuseCheckWord } from "./refusal.ts";

type Draft = Mutable<ConnectStep>;

/** Reads the word at `at`; gives the place of the last word that belongs to it, or undefined. */
type Reader = (context: ProxyContext, at: number, draft: Draft) => number | undefined;

/** What may follow `connect` [T]. */
const connectWords: Readonly<Record<string, Reader>> = {
  default: flag((draft) => {
    draft.likeServer = true;
  }),
  "send-proxy": flag((draft) => {
    draft.sendProxy = true;
  }),
  linger: flag((draft) => {
    draft.linger = true;
  }),
  port: readPort,
  addr: readHost,
  comment: (context, at, draft) => {
    const comment = neededAt(context, at + 1);
    if (comment !== undefined) draft.comment = comment;
    return comment === undefined ? undefined : at + 1;
  },
  proto: readProtocol,
  // It is only spoken with TLS.
  alpn: (context, at) => (neededAt(context, at + 1) === undefined ? undefined : at + 1),
};

/** What HAProxy knows besides. */
const otherWords = ["ssl", "sni", "via-socks4"];

/** `connect [port …] [addr …] …` of `tcp-check` and `http-check`. */
export function readConnectStep(context: ProxyContext): ConnectStep | undefined {
  const draft: Draft = { kind: "connect", says: "connect" };
  for (let at = 2; at < context.words.length; at++) {
    const word = wordAt(context, at);
    if (otherWords.includes(word)) {
      context.report.unsupported(context.place(at), `${wordAt(context, 0)} connect ${word}`);
      return undefined;
    }
    const read = Object.hasOwn(connectWords, word) ? connectWords[word] : undefined;
    if (!read) return refuseCheckWord(context, at, [...Object.keys(connectWords), ...otherWords]);
    const last = read(context, at, draft);
    if (last === undefined) return undefined;
    at = last;
  }
  return draft;
}

function flag(change: (draft: Draft) => void): Reader {
  return (_context, at, draft) => {
    change(draft);
    return at;
  };
}

/** A number, or an expression that gives one. */
function readPort(context: ProxyContext, at: number, draft: Draft): number | undefined {
  const word = neededAt(context, at + 1);
  if (word === undefined) return undefined;
  if (/^\d+$/.test(word)) {
    const port = Number(word);
    if (port < 1 || port > 65_535) {
      refuse(context, at + 1, "ERR_CONFIG_RANGE", {
        fr: `"port" attend un nombre de 1 à 65535, ou une expression, pas "${word}".`,
        en: `"port" expects a number from 1 to 65535, or an expression, not "${word}".`,
      });
      return undefined;
    }
    draft.port = () => port;
    draft.says = `connect port ${port}`;
    return at + 1;
  }
  const expression = readCheckExpression(context, at + 1);
  if (!expression) return undefined;
  draft.port = (view) => {
    const found = Number(expression.one(view));
    return found >= 1 && found <= 65_535 ? Math.floor(found) : undefined;
  };
  draft.says = "connect port from expression";
  return at + 1;
}

function readHost(context: ProxyContext, at: number, draft: Draft): number | undefined {
  const word = neededAt(context, at + 1);
  if (word === undefined) return undefined;
  const address = parseAddress(word);
  if (address.kind === "ip" && !address.named) {
    draft.host = address.host;
    if (address.ports) {
      const { low } = address.ports;
      draft.port ??= () => low;
    }
    return at + 1;
  }
  refuse(context, at + 1, "ERR_CONFIG_VALUE", {
    fr: `"addr" attend une adresse IP, pas "${word}".`,
    en: `"addr" expects an IP address, not "${word}".`,
  });
  return undefined;
}

const protocols: Readonly<Record<string, readonly string[]>> = {
  "tcp-check": ["none"],
  "http-check": ["h1", "h2", "fcgi"],
};

function readProtocol(context: ProxyContext, at: number): number | undefined {
  const [family, word] = [wordAt(context, 0), wordAt(context, at + 1)];
  const known = protocols[family] ?? [];
  if (!known.includes(word)) return refuseCheckWord(context, at + 1, known);
  if (word === "none" || word === "h1") return at + 1;
  context.report.unsupported(context.place(at), `${family} connect proto ${word}`);
  return undefined;
}
