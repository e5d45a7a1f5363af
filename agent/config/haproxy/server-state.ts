import {
  endsAt,
  type Keyword,
  type LineContext,
  neededWord,
  type ProxyContext,
  refuse,
  wordAt,
} from "./keyword.ts";

/** Where the states of servers are kept while the process is replaced (`global`) [T]. */
export const stateGlobals: readonly Keyword[] = [
  { name: "server-state-file", read: (context) => keepOnce(context, "stateFile") },
  { name: "server-state-base", read: (context) => keepOnce(context, "stateFolder") },
];

/** The first one counts; words behind it are not looked at. */
function keepOnce(context: LineContext, key: "stateFile" | "stateFolder"): void {
  const value = neededWord(context, 1);
  if (value === undefined) return;
  const { global } = context.file;
  if (global[key] === undefined) {
    global[key] = value;
    return;
  }
  const name = wordAt(context, 0);
  context.report.warned(context.place(0), "ERR_CONFIG_DUPLICATE", {
    fr: `"${name}" est déjà donné plus haut ; HAProxy garde la première valeur. Retirez cette ligne.`,
    en: `"${name}" was given above; HAProxy keeps the first value. Remove this line.`,
  });
}

/** Whether a section takes them over [T]. */
export const stateKeywords: readonly Keyword<ProxyContext>[] = [
  { name: "load-server-state-from-file", side: "back", read: readSource },
  {
    name: "server-state-file-name",
    side: "back",
    read: (context) => {
      if (!endsAt(context, 2)) return;
      const name = wordAt(context, 1);
      if (name === "" || name === "use-backend-name") delete context.proxy.stateFile;
      else context.proxy.stateFile = name;
    },
  },
];

function readSource(context: ProxyContext): void {
  const source = wordAt(context, 1);
  if (source === "global" || source === "local") context.proxy.stateFrom = source;
  else if (source === "none") delete context.proxy.stateFrom;
  else {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: `"load-server-state-from-file" attend global, local ou none, pas "${source}".`,
      en: `"load-server-state-from-file" expects global, local or none, not "${source}".`,
    });
  }
}
