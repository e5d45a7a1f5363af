import { descriptorOf, parseAddress, tellRest } from "./address.ts";
import type { BindAddress } from "./config.ts";
import { type LineContext, refuse } from "./keyword.ts";

const noStream = /^(udp[46]?|quic[46]|uxdg)@/;
const unixPath = /^(?:unix@|uxst@)(.*)$|^(\/.*)$/s;

/**
 * Reads the addresses of `bind` at a word: `:80`, `[::1]:80-82`, `ipv6@:80`, a path, `unix@PATH`, `abns@NAME`, `fd@N`,
 * several with commas (manual §4.2). Undefined when one was refused.
 */
export function readBindAddresses(context: LineContext, index: number): readonly BindAddress[] | undefined {
  const written = context.words[index]?.text ?? "";
  const found = written
    .replace(/,$/, "")
    .split(",")
    .map((text) => readOne(context, index, text));
  return found.every((each) => each !== undefined) ? found.flat() : undefined;
}

function readOne(context: LineContext, index: number, text: string): readonly BindAddress[] | undefined {
  const [, named, plain] = unixPath.exec(text) ?? [];
  const path = named ?? plain;
  if (path !== undefined) return [{ host: "", port: 0, path }];
  if (text.startsWith("abns@")) return [{ host: "", port: 0, path: `\0${text.slice(5)}` }];
  if (text.startsWith("fd@")) return readDescriptor(context, index, text);
  if (text.startsWith("sockpair@")) {
    context.report.unsupported(context.place(index), text);
    return [];
  }
  return readInternet(context, index, text);
}

function readDescriptor(
  context: LineContext,
  index: number,
  text: string,
): readonly BindAddress[] | undefined {
  const descriptor = descriptorOf(text);
  if (descriptor === undefined) {
    refuse(context, index, "ERR_CONFIG_VALUE", {
      fr: `"${text}" attend le numéro d'un descripteur ouvert, comme fd@3.`,
      en: `"${text}" expects the number of an open descriptor, like fd@3.`,
    });
    return undefined;
  }
  context.file.needs.push({ kind: "descriptor", value: String(descriptor), ...context.place(index) });
  return [{ host: "", port: 0, descriptor }];
}

function readInternet(context: LineContext, index: number, text: string): readonly BindAddress[] | undefined {
  const isV6 = /^(ipv6|tcp6)@/.test(text);
  const address = parseAddress(text.replace(/^(ipv6|tcp6)@/, ""));
  const family = /^(ipv|tcp)([46])@/.exec(text)?.[2];
  if (address.kind !== "ip" || noStream.test(text) || address.ports?.low === 0)
    return refusePort(context, index, text);
  const looksV6 = address.host.includes(":");
  if (address.host !== "*" && !address.named && family !== undefined && looksV6 !== isV6)
    return refusePort(context, index, text);
  if (!address.ports) {
    refuse(context, index, "ERR_CONFIG_VALUE", {
      fr: `Il manque le port dans "${text}". Écrivez ${text === "*" ? "*:80" : `:${text} ou *:80`}.`,
      en: `The port is missing in "${text}". Write ${text === "*" ? "*:80" : `:${text} or *:80`}.`,
    });
    return undefined;
  }
  tellRest(context, index, address);
  if (address.named)
    context.file.needs.push({ kind: "bind-name", value: address.host, ...context.place(index) });
  const anyHost = isV6 ? "::" : "0.0.0.0";
  const host = address.host === "*" ? anyHost : address.host;
  const { low, high } = address.ports;
  return Array.from({ length: high - low + 1 }, (_, step) => ({ host, port: low + step }));
}

function refusePort(context: LineContext, index: number, text: string): undefined {
  refuse(context, index, "ERR_CONFIG_RANGE", {
    fr: `"${text}" n'est pas une adresse et un port de 1 à 65535.`,
    en: `"${text}" is not an address and a port from 1 to 65535.`,
  });
  return undefined;
}
