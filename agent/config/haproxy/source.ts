import { parseAddress } from "./address.ts";
import { type Keyword, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import type { ServerWord } from "./server-word-kind.ts";

/** `source ADDRESS` of a backend: for the servers that say nothing of theirs. */
export const sourceKeyword: Keyword<ProxyContext> = {
  name: "source",
  side: "back",
  read: (context) => {
    const source = readSource(context, 1);
    if (source?.host !== undefined) context.proxy.source = source.host;
    if (source && wordAt(context, 2) !== "") tellMore(context, 2);
  },
};

/** The same of one server. */
export const sourceWord: ServerWord = {
  name: "source",
  takes: 1,
  read: (context, at, draft) => {
    const source = readSource(context, at + 1);
    if (source?.host !== undefined) draft.source = source.host;
    return source !== undefined;
  },
};

/** From which address the servers are connected to; without a host: as the system chooses. */
function readSource(context: ProxyContext, index: number): { readonly host?: string } | undefined {
  const written = wordAt(context, index);
  const address = parseAddress(written);
  if (written === "" || address.kind !== "ip" || address.named) {
    refuse(context, index, "ERR_CONFIG_VALUE", {
      fr: `"source" attend une adresse de cette machine, comme 192.168.1.10, pas "${written}".`,
      en: `"source" expects an address of this machine, like 192.168.1.10, not "${written}".`,
    });
    return undefined;
  }
  if (address.ports) context.report.unsupported(context.place(index), `source ${written} (with a port)`);
  return address.host === "*" ? {} : { host: address.host };
}

function tellMore(context: ProxyContext, index: number): void {
  const word = wordAt(context, index);
  if (word === "usesrc" || word === "interface") {
    context.report.unsupported(context.place(index), `source … ${word}`);
    return;
  }
  refuse(context, index, "ERR_CONFIG_SYNTAX", {
    fr: `"source" ne sait que faire de "${word}". Retirez ce mot.`,
    en: `"source" cannot handle "${word}". Remove this word.`,
  });
}
