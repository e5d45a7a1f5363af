import type { LineContext } from "./keyword.ts";

/** An address of `bind` or `server`. `host` is `*` for any, a literal, or a name. */
export type Address =
  | {
      readonly kind: "ip";
      readonly host: string;
      readonly named: boolean;
      readonly ports?: PortRange;
      readonly rest?: string;
    }
  | { readonly kind: "special"; readonly prefix: string }
  | { readonly kind: "bad-host"; readonly host: string }
  | { readonly kind: "bad-port"; readonly port: string };

/** What follows a port and is not read: told as a mistake. */
export function tellRest(context: LineContext, index: number, { rest }: { readonly rest?: string }): void {
  if (rest === undefined) return;
  context.report.mistake(context.place(index), "ERR_CONFIG_VALUE", {
    fr: `HAProxy ne lit pas "${rest}" derrière le port, sans rien dire. Retirez-le.`,
    en: `HAProxy does not read "${rest}" behind the port, without a word. Remove it.`,
  });
}

export interface PortRange {
  readonly low: number;
  readonly high: number;
}

/** `fd@N`: a socket that whoever started us has opened. */
export function descriptorOf(written: string): number | undefined {
  const digits = /^fd@(\d{1,9})$/.exec(written)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

const specials = /^(unix@|abns@|fd@|sockpair@|ipv6@|udp@|udp4@|udp6@|quic4@|quic6@|uxst@|uxdg@|\/)/;

/** Reads `host:port`, `*:port`, `:port`, `[v6]:port`; the last colon separates (manual §4.2 `bind`). */
export function parseAddress(written: string): Address {
  const special = specials.exec(written)?.[0];
  if (special !== undefined) return { kind: "special", prefix: special };
  const text = written.replace(/^(ipv4@|tcp4@|tcp@)/, "");
  const colon = text.lastIndexOf(":");
  const rawHost = colon < 0 ? text : text.slice(0, colon);
  const host = rawHost === "" || rawHost === "*" ? "*" : rawHost.replace(/^\[(.*)\]$/, "$1");
  if (host === ":") return { kind: "bad-host", host };
  const named = host !== "*" && !isIpv4(host) && !isIpv6(host);
  if (colon < 0 || colon === text.length - 1) return { kind: "ip", host, named };
  const port = text.slice(colon + 1);
  // As the original: what stands behind the number is not read.
  const range = /^(\d+)(?:-(\d+)|(?!-))(.*)$/s.exec(port);
  if (!range) return { kind: "bad-port", port };
  const low = Number(range[1]);
  const high = Number(range[2] ?? low);
  if (low > 65535 || high > 65535 || high < low) return { kind: "bad-port", port };
  return { kind: "ip", host, named, ports: { low, high }, ...(range[3] ? { rest: range[3] } : {}) };
}

function isIpv4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  return text.includes(":") && /^[0-9a-fA-F:.]+$/.test(text);
}
