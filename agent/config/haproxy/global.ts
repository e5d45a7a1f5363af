import { endsAt, type Keyword, type LineContext, looseNumber, refuse, wordAt } from "./keyword.ts";
import { readLogTarget } from "./log.ts";

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
