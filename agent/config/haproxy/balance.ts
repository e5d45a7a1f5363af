import { didYouMean } from "../../base/nearest.ts";
import type { Balance, UriBalance } from "./config.ts";
import { type ProxyContext, refuse, wordAt } from "./keyword.ts";

type Reader = (context: ProxyContext, argument: string) => Balance | undefined;

/** `balance NAME`, and how what follows the name is read [T]. */
const algorithms: Readonly<Record<Balance["algorithm"], Reader>> = {
  roundrobin: alone("roundrobin"),
  "static-rr": alone("static-rr"),
  leastconn: alone("leastconn"),
  first: alone("first"),
  source: alone("source"),
  random: readRandom,
  uri: readUri,
  url_param: readParameter,
  hdr: readHeader,
};

const others = ["rdp-cookie"];

/** `balance ALGORITHM [OPTIONS]` (manual §4.2). */
export function readBalance(context: ProxyContext): void {
  const [, name = "", argument = ""] = /^([^(]*)(?:\((.*)\))?$/.exec(wordAt(context, 1)) ?? [];
  if (name === "") {
    context.report.mistake(context.place(0), "ERR_CONFIG_VALUE", {
      fr: '"balance" sans valeur : HAProxy prend roundrobin sans rien dire. Écrivez "balance roundrobin".',
      en: '"balance" without a value: HAProxy takes roundrobin without a word. Write "balance roundrobin".',
    });
    return;
  }
  if (others.includes(name)) {
    context.report.unsupported(context.place(1), `balance ${name}`);
    return;
  }
  if (name !== "random" && name.startsWith("random")) unreadEnd(context, name);
  const read = name.startsWith("random")
    ? readRandom
    : Object.hasOwn(algorithms, name)
      ? algorithms[name as Balance["algorithm"]]
      : undefined;
  const balance = read ? read(context, argument) : refuseName(context, name);
  if (!balance) return;
  context.proxy.balance = balance;
  context.proxy.balancePlace = context.place(0);
}

function refuseName(context: ProxyContext, name: string): undefined {
  const known = [...Object.keys(algorithms), ...others];
  const hint = didYouMean(name, known);
  refuse(context, 1, "ERR_CONFIG_VALUE", {
    fr: `"balance ${name}" n'existe pas.${hint.fr} Valeurs : ${known.join(", ")}.`,
    en: `"balance ${name}" does not exist.${hint.en} Values: ${known.join(", ")}.`,
  });
  return undefined;
}

function alone(algorithm: "roundrobin" | "static-rr" | "leastconn" | "first" | "source"): Reader {
  return (context) => {
    unread(context, 2);
    return { algorithm };
  };
}

/** The original takes the line and does not look at these words. */
function unread(context: ProxyContext, index: number): void {
  const extra = wordAt(context, index);
  if (extra === "") return;
  context.report.mistake(context.place(index), "ERR_CONFIG_SYNTAX", {
    fr: `HAProxy ne lit pas "${extra}" après "balance ${wordAt(context, 1)}". Retirez ce mot.`,
    en: `HAProxy does not read "${extra}" behind "balance ${wordAt(context, 1)}". Remove this word.`,
  });
}

function unreadEnd(context: ProxyContext, name: string): void {
  context.report.mistake(context.place(1), "ERR_CONFIG_VALUE", {
    fr: `"balance ${name}" : HAProxy lit "random" et rien de plus. Écrivez "balance random".`,
    en: `"balance ${name}": HAProxy reads "random" and no more. Write "balance random".`,
  });
}

function readRandom(context: ProxyContext, argument: string): Balance | undefined {
  if (argument !== "" && !/^[1-9]\d*$/.test(argument)) {
    refuse(context, 1, "ERR_CONFIG_RANGE", {
      fr: `"random(${argument})" : le nombre de tirages est un entier à partir de 1.`,
      en: `"random(${argument})": the number of draws is a whole number from 1 on.`,
    });
    return undefined;
  }
  unread(context, 2);
  return { algorithm: "random", draws: Number(argument || 2) };
}

function readUri(context: ProxyContext): Balance | undefined {
  let balance: UriBalance = { algorithm: "uri", whole: false, pathOnly: false };
  for (let at = 2; at < context.words.length; at++) {
    const word = wordAt(context, at);
    if (word === "whole") balance = { ...balance, whole: true };
    else if (word === "path-only") balance = { ...balance, pathOnly: true };
    else if (word === "len" || word === "depth") {
      const count = Number(/^\d+$/.exec(wordAt(context, ++at))?.[0] ?? 0);
      if (count <= 0) return refuseCount(context, at, word);
      balance = { ...balance, [word === "len" ? "length" : "depth"]: count };
    } else {
      refuse(context, at, "ERR_CONFIG_KEYWORD", {
        fr: `"balance uri" ne connaît que len, depth, whole et path-only, pas "${word}".`,
        en: `"balance uri" knows len, depth, whole and path-only only, not "${word}".`,
      });
      return undefined;
    }
  }
  return balance;
}

function refuseCount(context: ProxyContext, at: number, word: string): undefined {
  refuse(context, at, "ERR_CONFIG_RANGE", {
    fr: `"${word}" attend un nombre à partir de 1, pas "${wordAt(context, at)}".`,
    en: `"${word}" expects a number from 1 on, not "${wordAt(context, at)}".`,
  });
  return undefined;
}

function readParameter(context: ProxyContext): Balance | undefined {
  const name = wordAt(context, 2);
  const option = wordAt(context, 3);
  if (name !== "" && option === "check_post") return { algorithm: "url_param", name, checksPost: true };
  if (name !== "" && option === "") return { algorithm: "url_param", name };
  refuse(context, name === "" ? 2 : 3, "ERR_CONFIG_VALUE", {
    fr: "\"balance url_param\" attend le nom d'un paramètre, et rien d'autre que check_post.",
    en: '"balance url_param" expects the name of a parameter, and nothing else than check_post.',
  });
  return undefined;
}

function readHeader(context: ProxyContext, argument: string): Balance | undefined {
  const option = wordAt(context, 2);
  const domainOnly = option === "use_domain_only";
  if (argument !== "" && (option === "" || domainOnly)) {
    return { algorithm: "hdr", name: argument.toLowerCase(), ...(domainOnly ? { domainOnly } : {}) };
  }
  refuse(context, argument === "" ? 1 : 2, "ERR_CONFIG_VALUE", {
    fr: '"balance hdr" attend le nom d\'un en-tête entre parenthèses : "balance hdr(user-agent)".',
    en: '"balance hdr" expects the name of a header in parentheses: "balance hdr(user-agent)".',
  });
  return undefined;
}
