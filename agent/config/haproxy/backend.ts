import { didYouMean } from "../../base/nearest.ts";
import { readHttpCheck } from "./http-check.ts";
import { endsAt, type Keyword, looseNumber, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { readDefaultServer, readServer } from "./server.ts";

/** What `backend` knows beyond the common keywords [T]. */
export const backendKeywords: readonly Keyword<ProxyContext>[] = [
  { name: "balance", side: "back", read: readBalance },
  { name: "server", read: readServer },
  { name: "default-server", read: readDefaultServer },
  { name: "retries", side: "back", read: readRetries },
  {
    name: "http-check",
    side: "back",
    read: readHttpCheck,
  },
];

const otherAlgorithms = [
  "static-rr",
  "leastconn",
  "first",
  "source",
  "uri",
  "url_param",
  "hdr",
  "random",
  "rdp-cookie",
];

function readBalance(context: ProxyContext): void {
  const name = wordAt(context, 1);
  if (name === "roundrobin") {
    extraWord(context);
    return;
  }
  if (name === "") {
    context.report.mistake(context.place(0), "ERR_CONFIG_VALUE", {
      fr: '"balance" sans valeur : HAProxy prend roundrobin sans rien dire. Écrivez "balance roundrobin".',
      en: '"balance" without a value: HAProxy takes roundrobin without a word. Write "balance roundrobin".',
    });
    return;
  }
  if (otherAlgorithms.includes(name.replace(/\(.*$/, ""))) {
    context.report.unsupported(context.place(1), `balance ${name}`);
    return;
  }
  const hint = didYouMean(name, ["roundrobin", ...otherAlgorithms]);
  refuse(context, 1, "ERR_CONFIG_VALUE", {
    fr: `"balance ${name}" n'existe pas.${hint.fr} Valeurs : roundrobin, ${otherAlgorithms.join(", ")}.`,
    en: `"balance ${name}" does not exist.${hint.en} Values: roundrobin, ${otherAlgorithms.join(", ")}.`,
  });
}

function extraWord(context: ProxyContext): void {
  const extra = wordAt(context, 2);
  if (extra === "") return;
  context.report.mistake(context.place(2), "ERR_CONFIG_SYNTAX", {
    fr: `HAProxy ne lit pas "${extra}" après "balance roundrobin". Retirez ce mot.`,
    en: `HAProxy does not read "${extra}" behind "balance roundrobin". Remove this word.`,
  });
}

function readRetries(context: ProxyContext): void {
  if (!endsAt(context, 2)) return;
  if (wordAt(context, 1) === "") {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: '"retries" attend un nombre de reprises, par exemple 3.',
      en: '"retries" expects a number of new attempts, for example 3.',
    });
    return;
  }
  context.proxy.retries = Math.max(0, looseNumber(context, 1, "retries"));
}
