import { chmodSync, chownSync } from "node:fs";
import type { BindAddress } from "../config/haproxy/config.ts";
import type { EventLoop } from "../net/stream/event-loop.ts";
import {
  type ListenAddress,
  type Listener,
  type ListenerOwner,
  openListener,
} from "../net/stream/listener.ts";
import { identity } from "./identity.ts";

/** A name for what a `bind` listens on: a successor that has the same takes its socket over. */
export function bindKey({ host, port, descriptor, path }: BindAddress): string {
  if (path !== undefined) return path.startsWith("\0") ? `abns@${path.slice(1)}` : path;
  return descriptor === undefined ? `${host}:${port}` : `fd@${descriptor}`;
}

/** As `show fd` writes it. */
export function placeName({ host, port, descriptor, path }: BindAddress): string {
  if (path !== undefined) return "fam=unix";
  if (descriptor !== undefined) return `fam=fd@${descriptor}`;
  return `fam=${host.includes(":") ? "ipv6" : "ipv4"} lport=${port}`;
}

/**
 * Listens for a `bind`, whose host is an address by now. `inherited`: sockets of a predecessor, by `bindKey`.
 * @throws CodedError with the system's reason
 */
export function listen(
  loop: EventLoop,
  bind: BindAddress,
  owner: ListenerOwner,
  inherited: ReadonlyMap<string, number> = new Map(),
): Listener {
  const descriptor = bind.descriptor ?? inherited.get(bindKey(bind));
  const address: ListenAddress =
    descriptor === undefined
      ? { ...endpointOf(bind), ...bind.socket }
      : { kind: "descriptor", descriptor, isShared: bind.descriptor !== undefined };
  const listener = openListener(loop, address, owner);
  if (descriptor === undefined) setRights(bind);
  return listener;
}

function endpointOf({ host, port, path }: BindAddress): ListenAddress {
  return path === undefined ? { kind: "ip", host, port } : { kind: "unix", path };
}

function setRights({ path, socket }: BindAddress): void {
  if (path === undefined || path.startsWith("\0")) return;
  if (socket?.mode !== undefined) chmodSync(path, socket.mode);
  const user = identity(socket?.user, "/etc/passwd") ?? -1;
  const group = identity(socket?.group, "/etc/group") ?? -1;
  if (user >= 0 || group >= 0) chownSync(path, user, group);
}
