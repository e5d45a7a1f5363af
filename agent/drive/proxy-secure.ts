import { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Frontend } from "../config/haproxy/config.ts";
import type { Endpoint } from "../net/stream/endpoint.ts";
import type { EventLoop } from "../net/stream/event-loop.ts";
import type { Accepted } from "../net/stream/listener.ts";
import { SocketWire } from "../net/stream/socket-wire.ts";
import type { Wire } from "../net/stream/wire.ts";
import type { HandshakeFailure } from "../tls/listener.ts";
import { TlsWire } from "../tls/wire.ts";
import type { CertificateVault } from "./certificate-vault.ts";
import { GreetedConnection, type GreetingFailure } from "./proxy-greeting.ts";

/** As Node's own: for a file without `timeout client`, where the original would wait for ever. */
const unlimitedMs = 120_000;

export interface Opening {
  readonly open: (wire: Wire, resumed: boolean) => void;
  /** The client has chosen HTTP/2; undefined where nobody could. */
  readonly openHttp2?: (socket: TLSSocket, remote: Endpoint) => void;
  readonly failed: (failure: HandshakeFailure | GreetingFailure) => void;
}

/** A `bind`: between a connection and its session there may be the header of another proxy, and the TLS handshake. */
export interface Opener {
  /** As the original's log names it: by `name`, or by its place among the frontend's. */
  readonly label: string;
  readonly isTls: boolean;
  /** A session begins within `open`. */
  readonly atOnce: boolean;
  /** Takes the descriptor over. Disposing what it gives ends a handshake that is under way. */
  open(accepted: Accepted, opening: Opening): Disposable | undefined;
}

export function openerOf(
  loop: EventLoop,
  frontend: Frontend,
  index: number,
  vault: CertificateVault,
): Opener {
  const opener = withoutGreeting(loop, frontend, index, vault);
  if (!frontend.binds[index]?.socket?.acceptProxy) return opener;
  const limitMs = frontend.timeouts.clientMs ?? unlimitedMs;
  return {
    ...opener,
    atOnce: false,
    open: (accepted, opening) => {
      let under: Disposable | undefined;
      const { failed } = opening;
      const open: Opening["open"] = (wire, resumed) => {
        wire.proxied = true;
        opening.open(wire, resumed);
      };
      const greeted = (named: Accepted): void => {
        under = opener.open(named, { ...opening, open });
      };
      under = new GreetedConnection(loop, accepted, { limitMs, greeted, failed });
      return { [Symbol.dispose]: () => under?.[Symbol.dispose]() };
    },
  };
}

function withoutGreeting(
  loop: EventLoop,
  frontend: Frontend,
  index: number,
  vault: CertificateVault,
): Opener {
  const bind = frontend.binds[index];
  const label = bind?.name ?? String(index + 1);
  if (!bind?.tls) return { label, isTls: false, atOnce: true, open: plain };
  const listener = vault.open(bind.tls);
  const limitMs = frontend.timeouts.clientMs ?? unlimitedMs;
  return { label, isTls: true, atOnce: false, open: secure };

  function plain({ descriptor, remote, local }: Accepted, { open }: Opening): undefined {
    open(new SocketWire(loop, descriptor, { remote, local, connecting: false }), false);
  }

  function secure({ descriptor, remote, local }: Accepted, { open, openHttp2, failed }: Opening): Disposable {
    const socket = new Socket({ fd: descriptor, allowHalfOpen: true, readable: true, writable: true });
    socket.once("error", () => socket.destroy());
    listener.accept(socket, {
      limitMs,
      secure: (opened) => {
        if (opened.alpnProtocol === "h2" && frontend.mode === "http") openHttp2?.(opened, remote);
        else open(new TlsWire(loop, opened, remote, local), opened.isSessionReused());
      },
      failed,
    });
    return { [Symbol.dispose]: () => void socket.destroy() };
  }
}
