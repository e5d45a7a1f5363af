import type { ServerDraft } from "./draft.ts";
import { type ProxyContext, refuse, wordAt } from "./keyword.ts";
import type { InitMethod } from "./server-config.ts";
import { choice, type ServerWord } from "./server-word-kind.ts";

/** How the address of a server that is known by a name is found out [T]. */
export const serverNameWords: readonly ServerWord[] = [
  { name: "init-addr", takes: 1, read: readMethods },
  { name: "resolvers", takes: 1, read: readResolvers },
  choice("resolve-prefer", ["ipv4", "ipv6"], (draft, prefer) => {
    draft.resolve = { section: "", ...draft.resolve, prefer };
  }),
  { name: "resolve-opts", takes: 1, read: readOptions },
  {
    name: "resolve-net",
    takes: 1,
    read: (context, at) => {
      context.report.unsupported(context.place(at), "server … resolve-net");
      return true;
    },
  },
];

const address = /^[0-9a-fA-F.:[\]]+$/;

/** `init-addr METHOD,…` */
function readMethods(context: ProxyContext, at: number, draft: ServerDraft): boolean {
  const methods = wordAt(context, at + 1)
    .split(",")
    .filter((method) => method !== "");
  const bad = methods.find((method) => !["last", "libc", "none"].includes(method) && !address.test(method));
  if (bad === undefined) {
    draft.initAddress = methods.map(methodOf);
    return true;
  }
  refuse(context, at + 1, "ERR_CONFIG_VALUE", {
    fr: `"init-addr" ne connaît pas "${bad}". Méthodes : last, libc, none, ou une adresse.`,
    en: `"init-addr" does not know "${bad}". Methods: last, libc, none, or an address.`,
  });
  return false;
}

function methodOf(text: string): InitMethod {
  return text === "last" || text === "libc" || text === "none"
    ? { kind: text }
    : { kind: "address", host: text };
}

function readResolvers(context: ProxyContext, at: number, draft: ServerDraft): boolean {
  const name = wordAt(context, at + 1);
  draft.resolvers = { name, ...context.place(at + 1) };
  draft.resolve = { prefer: "ipv6", ...draft.resolve, section: name };
  return true;
}

/** `resolve-opts OPTION,…`: several servers may have one address, or not. */
function readOptions(context: ProxyContext, at: number, draft: ServerDraft): boolean {
  const options = wordAt(context, at + 1).split(",");
  const bad = options.find((option) => !known.includes(option));
  if (bad !== undefined) {
    refuse(context, at + 1, "ERR_CONFIG_VALUE", {
      fr: `"resolve-opts" ne connaît pas "${bad}". Valeurs : ${known.join(", ")}.`,
      en: `"resolve-opts" does not know "${bad}". Values: ${known.join(", ")}.`,
    });
    return false;
  }
  const twins = options.findLast((option) => option.endsWith("-dup-ip")) === "allow-dup-ip";
  draft.resolve = { section: "", prefer: "ipv6", ...draft.resolve, twins };
  return true;
}

const known = ["allow-dup-ip", "prevent-dup-ip", "ignore-weight"];
