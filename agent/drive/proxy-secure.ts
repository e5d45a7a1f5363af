import type { Socket } from "node:net";
import type { Frontend } from "../config/haproxy/config.ts";
import type { Certificate } from "../tls/certificate.ts";
import { type HandshakeFailure, TlsListener } from "../tls/listener.ts";
import { certificatesOf } from "./daemon-tls.ts";

/** As Node's own: for a file without `timeout client`, where the original would wait for ever. */
const unlimitedMs = 120_000;

export interface Opening {
  readonly open: (socket: Socket) => void;
  readonly failed: (failure: HandshakeFailure) => void;
}

/** A `bind`: what happens between a connection and its session is nothing, or the TLS handshake. */
export interface Opener {
  /** As the original's log names it: by `name`, or by its place among the frontend's. */
  readonly label: string;
  readonly isTls: boolean;
  open(socket: Socket, opening: Opening): void;
}

export function openerOf(
  frontend: Frontend,
  index: number,
  certificates: ReadonlyMap<string, readonly Certificate[]>,
): Opener {
  const bind = frontend.binds[index];
  const label = bind?.name ?? String(index + 1);
  if (!bind?.tls) return { label, isTls: false, open: (socket, { open }) => open(socket) };
  const listener = new TlsListener(bind.tls, certificatesOf(bind.tls, certificates));
  const limitMs = frontend.timeouts.clientMs ?? unlimitedMs;
  return {
    label,
    isTls: true,
    open: (socket, { open, failed }) => listener.accept(socket, { limitMs, secure: open, failed }),
  };
}
