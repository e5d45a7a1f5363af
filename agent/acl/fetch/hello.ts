import { latin1 } from "../../http/bytes.ts";
import type { Fetch } from "../fetch.ts";
import { firstProtocolOf, type Hello, readHello, serverNameOf } from "../hello.ts";
import { dottedVersion } from "../match/dotted-version.ts";
import type { Sample, SampleKind } from "../sample.ts";
import { ofBytes, type StreamOf } from "./bytes.ts";

const client: StreamOf = ({ streams }) => streams?.request;
const server: StreamOf = ({ streams }) => streams?.response;

/** What a TLS client, or server, says first in a connection that passes unread. */
export const helloFetches: readonly Fetch[] = [
  ...["req.ssl_hello_type", "req_ssl_hello_type"].map((name) =>
    ofHello(name, "number", client, ({ type }) => type),
  ),
  ...["res.ssl_hello_type", "rep_ssl_hello_type"].map((name) => ({
    ...ofHello(name, "number", server, ({ type }) => type),
    layer: "response" as const,
  })),
  ...["req.ssl_sni", "req_ssl_sni"].map((name) =>
    ofClient(name, "text", (hello) => {
      const host = serverNameOf(hello);
      return host && latin1(host);
    }),
  ),
  ...["req.ssl_ver", "req_ssl_ver"].map((name) => ({
    // Major version × 65,536 + minor version.
    ...ofClient(name, "number", ({ version }) => (version >> 8) * 65_536 + (version & 255)),
    pattern: dottedVersion,
  })),
  ofClient("req.ssl_alpn", "text", (hello) => {
    const protocol = firstProtocolOf(hello);
    return protocol && latin1(protocol);
  }),
  ofClient("req.ssl_ec_ext", "truth", ({ extensions }) => (extensions.has(10) ? true : undefined)),
  ofClient("req.ssl_st_ext", "number", ({ extensions }) => {
    const ticket = extensions.get(35);
    return ticket === undefined ? 0 : ticket.length === 0 ? 1 : 2;
  }),
];

function ofClient(name: string, gives: SampleKind, read: (hello: Hello) => Sample | undefined): Fetch {
  return ofHello(name, gives, client, (hello) => (hello.type === 1 ? read(hello) : undefined));
}

function ofHello(
  name: string,
  gives: SampleKind,
  streamOf: StreamOf,
  read: (hello: Hello) => Sample | undefined,
): Fetch {
  return ofBytes({ name, gives, layer: "request" }, streamOf, (stream) => {
    const hello = readHello(stream.bytes);
    if (hello === "short") return stream.later();
    return hello === "other" ? undefined : read(hello);
  });
}
