import type { Fetch } from "../fetch.ts";
import { casts } from "../sample.ts";

/** Addresses, ports and TLS: known before the first byte of a request. */
export const connectionFetches: readonly Fetch[] = [
  {
    name: "src",
    gives: "address",
    layer: "connection",
    samples: (view) => address(view.connection.clientAddress),
  },
  {
    name: "dst",
    gives: "address",
    layer: "connection",
    samples: (view) => address(view.connection.localAddress),
  },
  { name: "src_port", gives: "number", layer: "connection", samples: (view) => [view.connection.clientPort] },
  { name: "dst_port", gives: "number", layer: "connection", samples: (view) => [view.connection.localPort] },
  { name: "ssl_fc", gives: "truth", layer: "connection", samples: (view) => [view.connection.isTls] },
  {
    name: "ssl_fc_sni",
    gives: "text",
    layer: "connection",
    suffixes: ["end", "reg"],
    samples: ({ connection }) => (connection.serverName === undefined ? [] : [connection.serverName]),
  },
];

function address(text: string): ReturnType<Fetch["samples"]> {
  const found = casts.address(text);
  return found === undefined ? [] : [found];
}
