import { externalCheckGlobals } from "./check/external.ts";
import { defaultPathKeyword } from "./default-path.ts";
import { globalNotedKeywords } from "./global-noted.ts";
import { globalProcessKeywords } from "./global-process.ts";
import { globalTlsKeywords } from "./global-tls.ts";
import { globalTuneKeywords } from "./global-tune.ts";
import {
  endsAt,
  type Keyword,
  type LineContext,
  looseNumber,
  neededWord,
  refuse,
  wordAt,
} from "./keyword.ts";
import { readLogTarget } from "./log.ts";
import { nameCaseKeywords } from "./name-case.ts";
import { localPeerKeyword } from "./peers.ts";
import { environmentKeywords } from "./preprocess/environment.ts";
import { stateGlobals } from "./server-state.ts";
import { readGlobalStats } from "./stats-socket.ts";
import { unixBindKeyword } from "./unix-bind.ts";

/** The keywords of `global` [T]. */
export const globalKeywords: readonly Keyword[] = [
  { name: "log", read: readLog },
  { name: "chroot", read: readChroot },
  { name: "user", read: (context) => readIdentity(context, "user") },
  { name: "group", read: (context) => readIdentity(context, "group") },
  { name: "uid", read: (context) => readNumber(context, "user") },
  { name: "gid", read: (context) => readNumber(context, "group") },
  { name: "daemon", read: readDaemon },
  { name: "maxconn", read: readMaxConnections },
  { name: "pidfile", read: readPidFile },
  { name: "node", read: (context) => readName(context, "node") },
  { name: "description", read: (context) => readName(context, "description") },
  { name: "stats", read: readGlobalStats },
  { name: "nbproc", read: refuseProcesses },
  localPeerKeyword,
  defaultPathKeyword,
  unixBindKeyword,
  { name: "log-tag", read: readLogTag },
  { name: "log-send-hostname", read: readLogHost },
  { name: "zero-warning", read: readZeroWarning },
  ...nameCaseKeywords,
  ...externalCheckGlobals,
  ...stateGlobals,
  ...environmentKeywords,
  ...globalProcessKeywords,
  ...globalNotedKeywords,
  ...globalTlsKeywords,
  ...globalTuneKeywords,
];

function readLog(context: LineContext): void {
  if (context.negated) {
    context.file.global.logs = [];
    return;
  }
  const target = readLogTarget(context);
  if (target) context.file.global.logs.push(target);
}

function readChroot(context: LineContext): void {
  const directory = wordAt(context, 1);
  if (!endsAt(context, 2)) return;
  if (directory === "") {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: '"chroot" attend un répertoire, par exemple /var/lib/haproxy.',
      en: '"chroot" expects a directory, for example /var/lib/haproxy.',
    });
    return;
  }
  if (once(context, context.file.global.chroot)) context.file.global.chroot = directory;
}

function readIdentity(context: LineContext, kind: "user" | "group"): void {
  const value = wordAt(context, 1);
  if (!endsAt(context, 2) || !once(context, context.file.global[kind])) return;
  context.file.global[kind] = value;
  context.file.needs.push({ kind, value, ...context.place(1) });
}

function readNumber(context: LineContext, kind: "user" | "group"): void {
  if (!endsAt(context, 2) || !once(context, context.file.global[kind])) return;
  context.file.global[kind] = String(looseNumber(context, 1, wordAt(context, 0)));
  if (!/^\d+$/.test(wordAt(context, 1))) context.report.originalWarns = true;
}

function readDaemon(context: LineContext): void {
  if (endsAt(context, 1)) context.file.global.daemon = true;
}

function readMaxConnections(context: LineContext): void {
  if (!endsAt(context, 2)) return;
  if (wordAt(context, 1) === "") {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: '"maxconn" attend un nombre de connexions, par exemple 4096.',
      en: '"maxconn" expects a number of connections, for example 4096.',
    });
    return;
  }
  const { global } = context.file;
  if (once(context, global.maxConnections)) global.maxConnections = looseNumber(context, 1, "maxconn");
}

function readPidFile(context: LineContext): void {
  const file = wordAt(context, 1);
  if (!endsAt(context, 2)) return;
  if (file === "") {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: '"pidfile" attend un fichier, par exemple /run/haproxy.pid.',
      en: '"pidfile" expects a file, for example /run/haproxy.pid.',
    });
    return;
  }
  if (once(context, context.file.global.pidFile)) context.file.global.pidFile = file;
}

function refuseProcesses(context: LineContext): void {
  refuse(context, 0, "ERR_CONFIG_KEYWORD", {
    fr: '"nbproc" n\'existe plus depuis HAProxy 2.5. Retirez la ligne.',
    en: '"nbproc" does not exist any more since HAProxy 2.5. Remove the line.',
  });
}

/** Shown by `show info` and on the statistics page. */
function readName(context: LineContext, kind: "node" | "description"): void {
  const text = context.words.slice(1).map((word) => word.text);
  if (kind === "node" && !/^[A-Za-z0-9_.-]+$/.test(text[0] ?? "")) {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: '"node" attend un nom : lettres, chiffres, "-", "_" et ".".',
      en: '"node" expects a name: letters, digits, "-", "_" and ".".',
    });
    return;
  }
  context.file.global[kind] = text.join(" ");
}

/** The original keeps the first value, says so, and goes on. */
function once(context: LineContext, value: unknown): boolean {
  if (value === undefined) return true;
  const name = wordAt(context, 0);
  context.report.mistake(context.place(0), "ERR_CONFIG_DUPLICATE", {
    fr: `"${name}" est déjà donné plus haut ; HAProxy garde la première valeur. Retirez cette ligne.`,
    en: `"${name}" was given above; HAProxy keeps the first value. Remove this line.`,
  });
  return false;
}

function readLogTag(context: LineContext): void {
  const tag = neededWord(context, 1);
  if (tag !== undefined && endsAt(context, 2)) context.file.global.logTag = tag;
}

function readZeroWarning(context: LineContext): void {
  if (endsAt(context, 1)) context.file.global.zeroWarning = context.place(0);
}

/** Without a name it is the machine's own. */
function readLogHost(context: LineContext): void {
  context.file.global.logHost = wordAt(context, 1);
}
