import { didYouMean } from "../../base/nearest.ts";
import { parseAddress } from "./address.ts";
import { type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { knownBindFlags, knownBindWords } from "./known.ts";

/** `bind ADDRESS[,ADDRESS…]`; every option word is still to come. */
export function readBind(context: ProxyContext): void {
  const list = wordAt(context, 1);
  if (list === "") {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: '"bind" attend une adresse, par exemple *:80.',
      en: '"bind" expects an address, for example *:80.',
    });
    return;
  }
  const good = list.split(",").every((text) => readOne(context, text));
  if (good) readWords(context);
}

function readOne(context: ProxyContext, text: string): boolean {
  const address = parseAddress(text);
  if (address.kind === "special") {
    context.proxy.listens = true;
    context.report.unsupported(context.place(1), `bind ${text}`);
    return true;
  }
  if (address.kind === "bad-host" || address.kind === "bad-port" || address.ports?.low === 0)
    return refusePort(context, text);
  if (!address.ports) {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: `Il manque le port dans "${text}". Écrivez ${text === "*" ? "*:80" : `:${text} ou *:80`}.`,
      en: `The port is missing in "${text}". Write ${text === "*" ? "*:80" : `:${text} or *:80`}.`,
    });
    return false;
  }
  context.proxy.listens = true;
  if (address.named) {
    context.file.needs.push({ kind: "bind-name", value: address.host, ...context.place(1) });
  }
  if (address.ports.high > address.ports.low)
    context.report.unsupported(context.place(1), `bind ${text} (a range)`);
  const host = address.host === "*" ? "0.0.0.0" : address.host;
  context.proxy.binds.push({ host, port: address.ports.low });
  return true;
}

function refusePort(context: ProxyContext, text: string): boolean {
  refuse(context, 1, "ERR_CONFIG_RANGE", {
    fr: `"${text}" n'est pas une adresse et un port de 1 à 65535.`,
    en: `"${text}" is not an address and a port from 1 to 65535.`,
  });
  return false;
}

function readWords(context: ProxyContext): void {
  const texts = context.words.map((word) => word.text);
  const ssl = texts.indexOf("ssl", 2);
  if (ssl > 0 && !texts.includes("crt") && !texts.includes("crt-list")) {
    refuse(context, ssl, "ERR_CONFIG_VALUE", {
      fr: '"ssl" demande un certificat : ajoutez "crt FICHIER.pem".',
      en: '"ssl" needs a certificate: add "crt FILE.pem".',
    });
  }
  for (let at = 2; at < context.words.length; at++) {
    const word = wordAt(context, at);
    const place = context.place(at);
    if (word === "crt") {
      context.file.needs.push({
        kind: "certificate",
        value: wordAt(context, at + 1),
        ...context.place(at + 1),
      });
    }
    if (knownBindFlags.has(word) || knownBindWords.has(word)) {
      context.report.unsupported(place, `bind … ${word}`);
      if (knownBindWords.has(word)) at++;
      continue;
    }
    const hint = didYouMean(word, [...knownBindFlags, ...knownBindWords]);
    refuse(context, at, "ERR_CONFIG_KEYWORD", {
      fr: `"${word}" n'est pas une option de "bind".${hint.fr}`,
      en: `"${word}" is not an option of "bind".${hint.en}`,
    });
    return;
  }
}
