import { readCondition } from "./condition.ts";
import { readCookie } from "./cookie.ts";
import { type Keyword, neededWord, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { stickKeyword } from "./stick-rule.ts";

/** What binds clients to servers [T]. */
export const persistKeywords: readonly Keyword<ProxyContext>[] = [
  { name: "cookie", side: "back", read: readCookie },
  { name: "dynamic-cookie-key", side: "back", read: readDynamicKey },
  { name: "force-persist", side: "back", read: (context) => readRule(context, "force") },
  { name: "ignore-persist", side: "back", read: (context) => readRule(context, "ignore") },
  { name: "use-server", side: "back", read: readUseServer },
  stickKeyword,
];

function readDynamicKey(context: ProxyContext): void {
  const key = neededWord(context, 1);
  if (key !== undefined) context.proxy.dynamicKey = key;
}

/** `force-persist if CONDITION`, `ignore-persist if CONDITION`. */
function readRule(context: ProxyContext, kind: "force" | "ignore"): void {
  const word = wordAt(context, 1);
  if (word !== "if" && word !== "unless") {
    refuse(context, 1, "ERR_CONFIG_SYNTAX", {
      fr: `"${kind}-persist" attend une condition : "${kind}-persist if ...".`,
      en: `"${kind}-persist" expects a condition: "${kind}-persist if ...".`,
    });
    return;
  }
  const read = readCondition(context, 1, `${kind}-persist`);
  if (read.kind === "good" && read.condition) {
    context.proxy.persistRules.push({ kind, condition: read.condition });
  }
}

/** `use-server NAME [if|unless CONDITION]`; the first line that applies counts. */
function readUseServer(context: ProxyContext): void {
  const server = wordAt(context, 1);
  if (server === "") {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: '"use-server" attend le nom d\'un serveur.',
      en: '"use-server" expects the name of a server.',
    });
    return;
  }
  const word = wordAt(context, 2);
  if (word !== "if" && word !== "unless") {
    refuse(context, 2, "ERR_CONFIG_SYNTAX", {
      fr: `"use-server ${server}" attend une condition : "use-server ${server} if ...".`,
      en: `"use-server ${server}" expects a condition: "use-server ${server} if ...".`,
    });
    return;
  }
  const read = readCondition(context, 2, "use-server");
  if (read.kind === "bad") return;
  if (server.includes("%")) {
    context.report.unsupported(context.place(1), `use-server ${server}`);
    return;
  }
  const { condition } = read;
  context.proxy.useServer.push({ server, ...context.place(1), ...(condition ? { condition } : {}) });
}
