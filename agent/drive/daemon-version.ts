import { features } from "../config/haproxy/preprocess/feature.ts";
import { originalVersion } from "../config/haproxy/version.ts";

/** Features of the original that are not here, as its list names them. */
const missing = "51DEGREES DEVICEATLAS LUA NS OT PCRE PCRE2 QUIC THREAD WURFL ZLIB".split(" ");

/** `-v`, and `-vv` with what scripts look for. */
export function versionText(length: "short" | "long"): string {
  const first = `bascule haproxy: reads the language of HAProxy version ${originalVersion}\n`;
  if (length === "short") return first;
  const { node, openssl, uv } = process.versions;
  const known = [...features].map((name) => `+${name}`);
  const list = [...known, ...missing.map((name) => `-${name}`)].sort((one, other) =>
    one.slice(1) < other.slice(1) ? -1 : 1,
  );
  return `${first}Running on: Node ${node}, libuv ${uv}, ${process.platform} ${process.arch}

Feature list : ${list.join(" ")}

Default settings :
  bufsize = 16384, maxrewrite = 1024

Built with OpenSSL version : OpenSSL ${openssl}
OpenSSL library supports SNI : yes
OpenSSL library supports : TLSv1.0 TLSv1.1 TLSv1.2 TLSv1.3
Built with the Prometheus exporter as a service
Compression algorithms supported : identity("identity"), deflate("deflate"), raw-deflate("deflate"), gzip("gzip")
Encrypted password support via crypt(3): yes

Available polling systems :
      epoll : pref=300,  test result OK
Total: 1 (1 usable), will use epoll.

Available multiplexer protocols :
         h2 : mode=HTTP  side=FE
  <default> : mode=HTTP  side=FE|BE
  <default> : mode=TCP   side=FE|BE

Available services : prometheus-exporter

Available filters :
\t[COMP] compression
`;
}
