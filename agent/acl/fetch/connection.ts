import { plainAddress } from "../address.ts";
import type { Fetch } from "../fetch.ts";
import type { ConnectionView, TlsView } from "../view.ts";
import { plain } from "./row.ts";

/** Addresses, ports and TLS: known before the first byte of a request. */
export const connectionFetches: readonly Fetch[] = [
  ...["src", "fc_src"].map((name) => address(name, (connection) => connection.clientAddress)),
  ...["dst", "fc_dst"].map((name) => address(name, (connection) => connection.localAddress)),
  ...["src_port", "fc_src_port"].map((name) => ofConnection(name, "number", ({ clientPort }) => clientPort)),
  ...["dst_port", "fc_dst_port"].map((name) => ofConnection(name, "number", ({ localPort }) => localPort)),
  ...["src_is_local", "fc_src_is_local"].map((name) =>
    ofConnection(name, "truth", ({ clientAddress, localAddress }) => isLocal(clientAddress, localAddress)),
  ),
  ...["dst_is_local", "fc_dst_is_local"].map((name) =>
    ofConnection(name, "truth", ({ localAddress, clientAddress }) => isLocal(localAddress, clientAddress)),
  ),
  ofConnection("fc_http_major", "number", ({ tls }) => (tls?.alpn === "h2" ? 2 : 1)),
  ofConnection("fc_rcvd_proxy", "truth", ({ proxied }) => proxied === true),
  // A connection that had an error never comes to a rule.
  plain("fc_err", "number", "connection", () => 0),
  plain("bc_err", "number", "response", () => 0),
  ofConnection("ssl_fc", "truth", ({ isTls }) => isTls),
  { ...ofConnection("ssl_fc_sni", "text", ({ serverName }) => serverName), suffixes: ["end", "reg"] },
  ofConnection("ssl_fc_has_sni", "truth", ({ serverName }) => serverName !== undefined),
  ofTls("ssl_fc_protocol", "text", ({ protocol }) => protocol),
  ofTls("ssl_fc_cipher", "text", ({ cipher }) => cipher),
  ofTls("ssl_fc_alpn", "text", ({ alpn }) => alpn),
  ofTls("ssl_fc_use_keysize", "number", ({ keySize }) => keySize),
  ofTls("ssl_fc_alg_keysize", "number", ({ keySize }) => keySize),
  ofConnection("ssl_fc_is_resumed", "truth", ({ tls }) => tls?.resumed === true),
];

function ofConnection(
  name: string,
  gives: Fetch["gives"],
  read: (connection: ConnectionView) => string | number | boolean | undefined,
): Fetch {
  return plain(name, gives, "connection", ({ connection }) => read(connection));
}

function address(name: string, read: (connection: ConnectionView) => string): Fetch {
  return plain(name, "address", "connection", ({ connection }) => plainAddress(read(connection)));
}

function ofTls(
  name: string,
  gives: Fetch["gives"],
  read: (tls: TlsView) => string | number | undefined,
): Fetch {
  return plain(name, gives, "connection", ({ connection }) => connection.tls && read(connection.tls));
}

/** Of this machine, as far as the connection itself shows it. */
function isLocal(address: string, other: string): boolean {
  return address === other || address.startsWith("127.") || address === "::1";
}
