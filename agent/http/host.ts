import type { RequestHead } from "./head.ts";

const defaultPorts: Readonly<Record<string, RegExp>> = { http: /:80$/, https: /:443$/ };
/**
 * Two hosts that differ, or a target with another host: the next one to read it may see another site.
 * RFC 9112 §3.2; as HAProxy, the scheme's own port and a user's name do not count.
 */
export function hostIsBad(head: RequestHead): boolean {
  let host: string | undefined;
  for (const header of head.headers) {
    if (header.name !== "host") continue;
    const value = header.value.toLowerCase();
    if (host !== undefined && host !== value) return true;
    host = value;
  }
  if (head.method === "CONNECT") return tunnelIsBad(head.target.toLowerCase(), host);
  if (head.target.startsWith("/")) return false;
  const [, scheme = "", authority] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(head.target) ?? [];
  return authority !== undefined && differs(authority, defaultPorts[scheme.toLowerCase()] ?? /:$/, host);
}

/** A tunnel's target is `host:port`; the host may leave out a port that everybody knows. RFC 9112 §3.2.3. */
function tunnelIsBad(target: string, host: string | undefined): boolean {
  if (!/^[^/?#@]+:\d+$/.test(target)) return true;
  return host !== undefined && target !== host && target.replace(/:(80|443)$/, "") !== host;
}

function differs(authority: string, ownPort: RegExp, host: string | undefined): boolean {
  if (host === undefined) return false;
  const site = authority.slice(authority.lastIndexOf("@") + 1).toLowerCase();
  const bare = (text: string): string => text.replace(/:$/, "").replace(ownPort, "");
  return site !== host && bare(site) !== bare(host);
}
