import type { ServerRef } from "../admin-action.ts";
import type { BackView, ProxyView, StatsView } from "../view.ts";
import { type CommandReply, complain } from "./command.ts";

export interface Found {
  readonly kind: "found";
  readonly back: BackView;
  readonly ref: ServerRef;
}

export type FoundServer = Found | { readonly kind: "lost"; readonly reply: CommandReply };

/** A section by its name, or by `#` and its number. */
export function findProxy(view: StatsView, name: string): ProxyView | undefined {
  const id = /^#?(\d+)$/.exec(name)?.[1];
  return (
    view.proxies.find((proxy) => proxy.name === name) ??
    view.proxies.find((proxy) => id !== undefined && proxy.id === Number(id))
  );
}

export function findBackend(view: StatsView, name: string): ProxyView | undefined {
  const backs = view.proxies.filter((proxy) => proxy.back);
  return findProxy({ ...view, proxies: backs }, name);
}

/** `backend/server`. */
export function findServer(view: StatsView, text: string): FoundServer {
  const slash = text.indexOf("/");
  if (slash < 0) return { kind: "lost", reply: complain("Require 'backend/server'.") };
  const proxy = findBackend(view, text.slice(0, slash));
  if (!proxy?.back) return { kind: "lost", reply: complain("No such backend.") };
  const name = text.slice(slash + 1);
  const server = proxy.back.state.config.servers.findIndex((candidate) => candidate.name === name);
  if (server < 0) return { kind: "lost", reply: complain("No such server.") };
  return { kind: "found", back: proxy.back, ref: { backend: proxy.name, server } };
}
