import type { Text } from "../../base/text.ts";
import { refuseCpuMap } from "./cpu-map.ts";
import type { Keyword } from "./keyword.ts";
import {
  alone,
  anything,
  between,
  looseUpTo,
  number,
  numberIfAny,
  oneOf,
  oneWord,
  onOff,
  type Shape,
  size,
} from "./word-shape.ts";

const thread: Text = {
  fr: "bascule travaille dans un seul processus et un seul fil",
  en: "bascule works in one process and one thread",
};
const loop: Text = {
  fr: "bascule attend ses sockets avec epoll, toujours",
  en: "bascule waits for its sockets with epoll, always",
};
const memory: Text = {
  fr: "la mémoire est gérée par le moteur JavaScript",
  en: "memory is kept by the JavaScript engine",
};
const compression: Text = {
  fr: "la compression est celle de zlib, sans réglage",
  en: "compression is zlib's, without adjustment",
};
const http2: Text = {
  fr: "HTTP/2 est celui de Node, avec ses propres réglages",
  en: "HTTP/2 is Node's, with settings of its own",
};
const openssl: Text = {
  fr: "OpenSSL est celui de Node, avec ses propres réglages",
  en: "OpenSSL is Node's, with settings of its own",
};
const client: Text = {
  fr: "il n'y a pas de client HTTP intégré",
  en: "there is no HTTP client inside",
};
const pipes: Text = {
  fr: "les données ne passent pas par des tubes (splice)",
  en: "data does not pass through pipes (splice)",
};
const variables: Text = {
  fr: "les variables n'ont pas de limite de mémoire propre",
  en: "variables have no memory limit of their own",
};
const permissive: Text = {
  fr: "bascule ne change ni ses droits de lancer des programmes ni ses limites",
  en: "bascule changes neither its right to start programs nor its limits",
};
const rhythm: Text = {
  fr: "chaque contrôle garde exactement son rythme",
  en: "each check keeps its rhythm exactly",
};
const silence: Text = {
  fr: "ce qui est dit à l'écran se règle par -q",
  en: "what is said on the screen is settled by -q",
};
const sharing: Text = {
  fr: "les changements partent aussi vite que la connexion les prend",
  en: "changes leave as fast as the connection takes them",
};
const quic: Text = { fr: "il n'y a pas de QUIC", en: "there is no QUIC" };

interface Row {
  readonly why: Text;
  readonly shape: Shape;
  readonly names: string;
  /** `no …` is allowed. */
  readonly negatable?: true;
}

/** Words of `global` that are right and change nothing here, by what may follow them [T]. */
const rows: readonly Row[] = [
  { why: thread, shape: refuseCpuMap, names: "cpu-map" },
  { why: thread, shape: between(1, 1), names: "thread-groups" },
  { why: thread, shape: anything, names: "numa-cpu-mapping", negatable: true },
  { why: thread, shape: onOff, names: "tune.listener.multi-queue tune.sched.low-latency" },
  { why: thread, shape: oneOf("auto", "on", "off"), names: "profiling.tasks" },
  { why: loop, shape: alone, names: "busy-polling", negatable: true },
  { why: loop, shape: alone, names: "noepoll noevports nokqueue nopoll nogetaddrinfo noreuseport" },
  { why: pipes, shape: alone, names: "nosplice" },
  { why: pipes, shape: number, names: "maxpipes" },
  { why: memory, shape: alone, names: "no-memory-trimming" },
  { why: memory, shape: numberIfAny, names: "tune.fail-alloc" },
  { why: memory, shape: onOff, names: "tune.idle-pool.shared" },
  { why: memory, shape: number, names: "tune.pool-high-fd-ratio tune.pool-low-fd-ratio fd-hard-limit" },
  { why: compression, shape: number, names: "maxzlibmem maxcompcpuusage maxcomprate" },
  { why: compression, shape: between(1, 9), names: "tune.comp.maxlevel" },
  { why: http2, shape: between(4096, 65536), names: "tune.h2.header-table-size" },
  { why: http2, shape: between(16384, 16777215), names: "tune.h2.max-frame-size" },
  { why: http2, shape: numberIfAny, names: "tune.h2.initial-window-size tune.h2.max-concurrent-streams" },
  { why: http2, shape: alone, names: "h2-workaround-bogus-websocket-clients" },
  { why: openssl, shape: alone, names: "tune.ssl.force-private-cache" },
  { why: openssl, shape: anything, names: "ssl-mode-async ssl-skip-self-issued-ca" },
  { why: openssl, shape: number, names: "tune.ssl.hard-maxrecord tune.ssl.capture-buffer-size" },
  { why: openssl, shape: onOff, names: "tune.ssl.keylog" },
  { why: client, shape: oneWord, names: "httpclient.resolvers.id httpclient.ssl.ca-file" },
  { why: client, shape: oneOf("ipv4", "ipv6"), names: "httpclient.resolvers.prefer" },
  { why: client, shape: oneOf("none", "required"), names: "httpclient.ssl.verify" },
  { why: variables, shape: size, names: "tune.vars.check-max-size tune.vars.global-max-size" },
  { why: variables, shape: size, names: "tune.vars.proc-max-size tune.vars.reqres-max-size" },
  { why: variables, shape: size, names: "tune.vars.sess-max-size tune.vars.txn-max-size" },
  { why: permissive, shape: alone, names: "set-dumpable", negatable: true },
  { why: permissive, shape: alone, names: "strict-limits", negatable: true },
  { why: permissive, shape: alone, names: "insecure-setuid-wanted" },
  { why: permissive, shape: anything, names: "expose-experimental-directives" },
  { why: thread, shape: between(1, 1), names: "thread-group" },
  { why: rhythm, shape: looseUpTo(50), names: "spread-checks" },
  { why: silence, shape: alone, names: "quiet" },
  { why: sharing, shape: between(1, 2147483647), names: "tune.peers.max-updates-at-once" },
  { why: quic, shape: oneWord, names: "cluster-secret" },
];

export const globalNotedKeywords: readonly Keyword[] = rows.flatMap(({ why, shape, names, negatable }) =>
  names.split(" ").map((name) => ({
    name,
    noted: why,
    read: shape,
    ...(negatable ? { negatable } : {}),
  })),
);
