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
  const address = readAddress(context, 2);
  if (!address) return;
  const draft: ServerDraft = serverFrom(context.proxy.defaultServer);
  if (!readServerWords(context, 3, draft)) return;
  const server = { ...draft, ...address, name, ...context.place(1) };
  need(context, 2, server);
  keep(context, server);
}

/** `server-template PREFIX NUMBER|RANGE NAME[:PORT] …`: as many servers, each with an address of the name's own. */
export function readServerTemplate(context: ProxyContext): void {
  const [prefix, range] = [wordAt(context, 1), wordAt(context, 2)];
  const [, first = "", last] = /^(\d+)(?:-(\d+))?$/.exec(range) ?? [];
  const [low, high] = last === undefined ? [1, Number(first)] : [Number(first), Number(last)];
  if (prefix === "" || badCharacter(prefix) !== undefined || first === "" || high < low || low < 1) {
    refuse(context, prefix === "" || badCharacter(prefix) !== undefined ? 1 : 2, "ERR_CONFIG_SYNTAX", {
      fr: '"server-template" attend un préfixe, un nombre et un nom : "server-template app 1-5 app.example.org:80".',
      en: '"server-template" expects a prefix, a number and a name: "server-template app 1-5 app.example.org:80".',
    });
    return;
  }
  const address = readAddress(context, 3);
  if (!address) return;
  const draft: ServerDraft = serverFrom(context.proxy.defaultServer);
  if (!readServerWords(context, 4, draft)) return;
  need(context, 3, { ...draft, ...address });
  for (let number = low; number <= high; number++) {
    keep(context, { ...serverFrom(draft), ...address, name: `${prefix}${number}`, ...context.place(1) });
  }
}

interface Place {
  readonly host: string;
  readonly port: number;
  readonly fqdn?: string;
}

/** The word at `at`. */
function readAddress(context: ProxyContext, at: number): Place | undefined {
  const written = wordAt(context, at);
  const address = parseAddress(written);
  if (address.kind === "special" || (address.kind === "bad-port" && /^[+-]/.test(address.port))) {
    context.report.unsupported(context.place(at), `server … ${written}`);
    return undefined;
  }
  if (
    address.kind === "bad-host" ||
    address.kind === "bad-port" ||
    (address.ports && address.ports.high > address.ports.low)
  ) {
    refuse(context, at, "ERR_CONFIG_RANGE", {
      fr: `"${written}" n'est pas une adresse et un port de 1 à 65535.`,
      en: `"${written}" is not an address and a port from 1 to 65535.`,
    });
    return undefined;
  }
  tellRest(context, at, address);
  // Without a port, or to `*`, the original sends to where the client wanted to go.
  const port = address.ports?.low ?? 0;
  if (port === 0 || address.host === "*") {
    context.report.unsupported(context.place(at), `server … ${written} (without address or port)`);
  }
  return { host: address.host, port, ...(address.named ? { fqdn: address.host } : {}) };
}

/** Whom the system must know: a name whose address nobody else gives. */
function need(context: ProxyContext, at: number, { fqdn, initAddress }: ServerDraft & Partial<Place>): void {
  const methods = initAddress ?? [{ kind: "last" }, { kind: "libc" }];
  if (fqdn === undefined || !methods.some(({ kind }) => kind === "libc")) return;
  const spare = methods.some(({ kind }) => kind === "none" || kind === "address");
  context.file.needs.push({
    kind: spare ? "spare-name" : "server-name",
    value: fqdn,
    ...context.place(at),
  });
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
