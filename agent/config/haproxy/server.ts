import { parseAddress, tellRest } from "./address.ts";
import { type NamedServerDraft, type ServerDraft, serverFrom } from "./draft.ts";
import { badCharacter, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { readServerWords } from "./server-word.ts";

/** `server NAME ADDRESS[:PORT] …`. */
export function readServer(context: ProxyContext): void {
  const name = wordAt(context, 1);
  const written = wordAt(context, 2);
  if (name === "" || written === "") {
    refuse(context, context.words.length, "ERR_CONFIG_SYNTAX", {
      fr: '"server" attend un nom et une adresse : "server app1 192.168.1.11:8080 check".',
      en: '"server" expects a name and an address: "server app1 192.168.1.11:8080 check".',
    });
    return;
  }
  const bad = badCharacter(name);
  if (bad !== undefined) {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: `Le caractère "${bad}" n'est pas permis dans le nom d'un serveur. Restent lettres, chiffres et -_.:`,
      en: `The character "${bad}" may not stand in a server's name. Letters, digits and -_.: may.`,
    });
    return;
  }
  const address = readAddress(context, written);
  if (!address) return;
  const draft: ServerDraft = serverFrom(context.proxy.defaultServer);
  if (!readServerWords(context, 3, draft)) return;
  keep(context, { ...draft, ...address, name, ...context.place(1) });
}

function readAddress(context: ProxyContext, written: string): { host: string; port: number } | undefined {
  const address = parseAddress(written);
  if (address.kind === "special" || (address.kind === "bad-port" && /^[+-]/.test(address.port))) {
    context.report.unsupported(context.place(2), `server … ${written}`);
    return undefined;
  }
  if (
    address.kind === "bad-host" ||
    address.kind === "bad-port" ||
    (address.ports && address.ports.high > address.ports.low)
  ) {
    refuse(context, 2, "ERR_CONFIG_RANGE", {
      fr: `"${written}" n'est pas une adresse et un port de 1 à 65535.`,
      en: `"${written}" is not an address and a port from 1 to 65535.`,
    });
    return undefined;
  }
  tellRest(context, 2, address);
  if (address.named) {
    context.file.needs.push({ kind: "server-name", value: address.host, ...context.place(2) });
  }
  // Without a port, or to `*`, the original sends to where the client wanted to go.
  const port = address.ports?.low ?? 0;
  if (port === 0 || address.host === "*") {
    context.report.unsupported(context.place(2), `server … ${written} (without address or port)`);
  }
  return { host: address.host, port };
}

function keep(context: ProxyContext, server: NamedServerDraft): void {
  const { proxy } = context;
  const twin = proxy.servers.find((other) => other.name === server.name);
  if (twin) {
    refuse(context, 1, "ERR_CONFIG_DUPLICATE", {
      fr: `Un serveur "${server.name}" existe déjà à la ligne ${twin.line}. Donnez-lui un autre nom.`,
      en: `A server "${server.name}" exists already at line ${twin.line}. Give it another name.`,
    });
    return;
  }
  if (server.checked && server.port === 0 && server.check.port === undefined) {
    refuse(context, 2, "ERR_CONFIG_VALUE", {
      fr: `Le serveur "${server.name}" a "check" mais aucun port. Écrivez ${server.host}:80.`,
      en: `The server "${server.name}" has "check" but no port. Write ${server.host}:80.`,
    });
    return;
  }
  proxy.servers.push(server);
}

/** `default-server …`: what the servers behind it begin with. */
export function readDefaultServer(context: ProxyContext): void {
  readServerWords(context, 1, context.proxy.defaultServer);
}
