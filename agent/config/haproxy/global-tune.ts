import type { Text } from "../../base/text.ts";
import { endsAt, type Keyword, type LineContext, refuse, wordAt } from "./keyword.ts";

const own: Text = {
  fr: "bascule règle lui-même sa mémoire et ses tampons",
  en: "bascule sizes its memory and buffers itself",
};
const heads: Text = {
  fr: "un en-tête a toujours au plus 15 Kio et 100 lignes ici",
  en: "a head always has 15 KiB and 100 lines at most here",
};
const curves: Text = {
  fr: "bascule ne propose que des échanges de clés à courbes elliptiques",
  en: "bascule offers key exchange by elliptic curves only",
};
const thread: Text = {
  fr: "bascule travaille avec un seul fil",
  en: "bascule works with one thread",
};
const descriptors: Text = {
  fr: "bascule prend la limite que le système lui donne",
  en: "bascule takes the limit that the system gives",
};
/** Keywords that are right and change nothing here, with the reason [T]. */
const withoutEffect: Readonly<Record<string, Text>> = {
  "tune.ssl.default-dh-param": curves,
  "tune.bufsize": heads,
  "tune.maxrewrite": heads,
  "tune.http.maxhdr": heads,
  "tune.buffers.limit": own,
  "tune.buffers.reserve": own,
  "tune.idletimer": own,
  "tune.maxaccept": own,
  "tune.maxpollevents": own,
  "tune.pattern.cache-size": own,
  "tune.pipesize": own,
  "tune.rcvbuf.client": own,
  "tune.rcvbuf.server": own,
  "tune.recv_enough": own,
  "tune.runqueue-depth": own,
  "tune.sndbuf.client": own,
  "tune.sndbuf.server": own,
  "tune.ssl.cachesize": own,
  "tune.ssl.lifetime": own,
  "tune.ssl.maxrecord": own,
  "tune.ssl.ssl-ctx-cache-size": own,
  nbthread: thread,
  "ulimit-n": descriptors,
};

/** Smallest value that the original takes. */
const minimums: Readonly<Record<string, number>> = {
  "tune.ssl.default-dh-param": 1024,
  "tune.bufsize": 1,
  "tune.maxrewrite": 1,
  nbthread: 1,
};

/** `tune.…` and others that only size what is sized otherwise here. */
export const globalTuneKeywords: readonly Keyword[] = Object.entries(withoutEffect).map(([name, noted]) => ({
  name,
  noted,
  read: readTune,
}));

function readTune(context: LineContext): void {
  const name = wordAt(context, 0);
  const value = wordAt(context, 1);
  if (!endsAt(context, 2)) return;
  const minimum = minimums[name] ?? 0;
  const number = Number(/^\d+/.exec(value)?.[0] ?? 0);
  if (value === "" || number < minimum || (name === "nbthread" && number > 64)) {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: `"${name}" attend un nombre à partir de ${minimum}, pas "${value}".`,
      en: `"${name}" expects a number from ${minimum} on, not "${value}".`,
    });
  }
}
