import { descriptorOf, parseAddress } from "./address.ts";
import { bindWords } from "./bind-word.ts";
import { type StatsSocket, statsLevels } from "./config.ts";
import type { Mutable } from "./draft.ts";
import { endsAt, type LineContext, looseNumber, refuse, wordAt } from "./keyword.ts";
import { knownBindFlags, knownBindWords } from "./known.ts";
import { parseTime } from "./time.ts";

/** `stats socket …`, `stats timeout …`, `stats maxconn …` of `global` [T]. */
const globalStats: Readonly<Record<string, (context: LineContext) => void>> = {
  socket: readSocket,
  timeout: readTimeout,
  maxconn: readMaxConnections,
};

export function readGlobalStats(context: LineContext): void {
  const name = wordAt(context, 1);
  const read = Object.hasOwn(globalStats, name) ? globalStats[name] : undefined;
  if (read) read(context);
  else if (name === "bind-process") endsAt(context, 3);
  else {
    refuse(context, 1, "ERR_CONFIG_KEYWORD", {
      fr: `"stats ${name}" n'existe pas dans global : écrivez "stats socket", "stats timeout" ou "stats maxconn".`,
      en: `"stats ${name}" does not exist in global: write "stats socket", "stats timeout" or "stats maxconn".`,
    });
  }
}

function readSocket(context: LineContext): void {
  const address = readAddress(context);
  if (!address) return;
  const draft: Mutable<StatsSocket> = { address, level: "operator" };
  for (let at = 3; at < context.words.length; at += 2) {
    const name = wordAt(context, at);
    const word = Object.hasOwn(socketWords, name) ? socketWords[name] : undefined;
    const ofBind = bindWords.find((candidate) => candidate.name === name);
    if (word) {
      if (!word(context, at + 1, draft)) return;
    } else if (ofBind || knownBindFlags.has(name) || knownBindWords.has(name)) {
      context.report.unsupported(context.place(at), `stats socket … ${name}`);
      if (ofBind?.takes === 0 || knownBindFlags.has(name)) at--;
    } else {
      refuse(context, at, "ERR_CONFIG_KEYWORD", {
        fr: `"stats socket" ne connaît pas "${name}". Mots possibles : ${Object.keys(socketWords).join(", ")}.`,
        en: `"stats socket" does not know "${name}". Possible words: ${Object.keys(socketWords).join(", ")}.`,
      });
      return;
    }
  }
  tellOpen(context, draft);
  context.file.global.statsSockets.push(draft);
}

function readAddress(context: LineContext): StatsSocket["address"] | undefined {
  const text = wordAt(context, 2);
  const path = text.replace(/^unix@/, "");
  if (path.startsWith("/")) return { kind: "path", path };
  const descriptor = descriptorOf(text);
  if (descriptor !== undefined) return { kind: "descriptor", descriptor };
  const address = parseAddress(text);
  if (address.kind === "special") {
    context.report.unsupported(context.place(2), `stats socket ${text}`);
    return undefined;
  }
  if (address.kind === "ip" && address.ports && address.ports.low > 0) {
    if (address.named)
      context.file.needs.push({ kind: "bind-name", value: address.host, ...context.place(2) });
    const host = address.host === "*" ? "0.0.0.0" : address.host;
    return { kind: "tcp", host, port: address.ports.low };
  }
  refuse(context, 2, "ERR_CONFIG_VALUE", {
    fr: `"stats socket" attend un chemin comme /run/haproxy/admin.sock, ou une adresse avec son port, pas "${text}".`,
    en: `"stats socket" expects a path like /run/haproxy/admin.sock, or an address with its port, not "${text}".`,
  });
  return undefined;
}

const severities = ["none", "number", "string"] as const;

type SocketWord = (context: LineContext, at: number, draft: Mutable<StatsSocket>) => boolean;

/** The words of `stats socket` [T]. */
const socketWords: Readonly<Record<string, SocketWord>> = {
  mode: readMode,
  level: readLevel,
  user: (context, at, draft) => readIdentity(context, at, draft, "user"),
  group: (context, at, draft) => readIdentity(context, at, draft, "group"),
  uid: (context, at, draft) => readIdentity(context, at, draft, "user"),
  gid: (context, at, draft) => readIdentity(context, at, draft, "group"),
  name: () => true,
  "expose-fd": readExpose,
  "severity-output": readSeverity,
};

function readMode(context: LineContext, at: number, draft: Mutable<StatsSocket>): boolean {
  const text = wordAt(context, at);
  if (/^[0-7]+$/.test(text)) {
    draft.mode = Number.parseInt(text, 8) & 0o7777;
    return true;
  }
  refuse(context, at, "ERR_CONFIG_VALUE", {
    fr: `"mode" attend des droits en octal, comme 660, pas "${text}".`,
    en: `"mode" expects permissions in octal, like 660, not "${text}".`,
  });
  return false;
}

function readLevel(context: LineContext, at: number, draft: Mutable<StatsSocket>): boolean {
  const text = wordAt(context, at);
  const level = statsLevels.find((candidate) => candidate === text);
  if (level) draft.level = level;
  else {
    refuse(context, at, "ERR_CONFIG_VALUE", {
      fr: `"level" attend user, operator ou admin, pas "${text}".`,
      en: `"level" expects user, operator or admin, not "${text}".`,
    });
  }
  return level !== undefined;
}

function readIdentity(
  context: LineContext,
  at: number,
  draft: Mutable<StatsSocket>,
  kind: "user" | "group",
): boolean {
  draft[kind] = wordAt(context, at);
  context.file.needs.push({ kind, value: wordAt(context, at), ...context.place(at) });
  return true;
}

function readSeverity(context: LineContext, at: number, draft: Mutable<StatsSocket>): boolean {
  const severity = severities.find((candidate) => candidate === wordAt(context, at));
  if (severity) draft.severity = severity;
  else {
    refuse(context, at, "ERR_CONFIG_VALUE", {
      fr: '"severity-output" attend none, number ou string.',
      en: '"severity-output" expects none, number or string.',
    });
  }
  return severity !== undefined;
}

/** Whoever replaces us may take our listening sockets, this word or not: it must be root, or our own user. */
function readExpose(context: LineContext, at: number): boolean {
  if (wordAt(context, at) === "listeners") return true;
  refuse(context, at, "ERR_CONFIG_VALUE", {
    fr: '"expose-fd" attend "listeners".',
    en: '"expose-fd" expects "listeners".',
  });
  return false;
}

function tellOpen(context: LineContext, { address, level }: StatsSocket): void {
  if (address.kind !== "tcp" || level !== "admin" || address.host === "127.0.0.1") return;
  context.report.mistake(context.place(2), "ERR_CONFIG_VALUE", {
    fr: "Qui atteint ce port peut arrêter le service, sans mot de passe. Écoutez sur 127.0.0.1 ou sur un chemin.",
    en: "Whoever reaches this port can stop the service, without a password. Listen on 127.0.0.1 or on a path.",
  });
}

function readTimeout(context: LineContext): void {
  const time = parseTime(wordAt(context, 2));
  if (time.kind === "time" && time.ms > 0) {
    context.file.global.statsTimeoutMs = time.ms;
    return;
  }
  refuse(context, 2, "ERR_CONFIG_VALUE", {
    fr: `"stats timeout" attend une durée comme 30s, pas "${wordAt(context, 2)}".`,
    en: `"stats timeout" expects a time like 30s, not "${wordAt(context, 2)}".`,
  });
}

function readMaxConnections(context: LineContext): void {
  const limit = Number(/^\d+/.exec(wordAt(context, 2))?.[0] ?? 0);
  if (limit > 0) context.file.global.statsMaxConnections = looseNumber(context, 2, "stats maxconn");
  else {
    refuse(context, 2, "ERR_CONFIG_VALUE", {
      fr: '"stats maxconn" attend un nombre plus grand que 0.',
      en: '"stats maxconn" expects a number above 0.',
    });
  }
}
