import type { CookieSettings } from "./cookie-config.ts";
import type { Mutable } from "./draft.ts";
import { type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { parseTime } from "./time.ts";

type Draft = Mutable<CookieSettings>;

/** The words of `cookie` that stand alone [T]. */
const flags: Readonly<Record<string, (draft: Draft) => void>> = {
  rewrite: (draft) => (draft.mode = "rewrite"),
  insert: (draft) => (draft.mode = "insert"),
  prefix: (draft) => (draft.mode = "prefix"),
  indirect: (draft) => (draft.indirect = true),
  nocache: (draft) => (draft.noCache = true),
  postonly: (draft) => (draft.postOnly = true),
  preserve: (draft) => (draft.preserve = true),
  httponly: (draft) => (draft.httpOnly = true),
  secure: (draft) => (draft.secure = true),
  dynamic: (draft) => (draft.dynamic = true),
};

/** Those with a value; false: it is none [T]. */
const words: Readonly<Record<string, (draft: Draft, value: string) => boolean>> = {
  domain: (draft, value) => {
    draft.domains = [...draft.domains, value];
    return value !== "" && !/[^A-Za-z0-9.:_-]/.test(value);
  },
  attr: (draft, value) => {
    draft.attributes = [...draft.attributes, value];
    return value !== "" && !value.includes(";");
  },
  maxidle: (draft, value) => readSeconds(value, (seconds) => (draft.maxIdleSeconds = seconds)),
  maxlife: (draft, value) => readSeconds(value, (seconds) => (draft.maxLifeSeconds = seconds)),
};

/** `cookie NAME [MODE] [OPTIONS]`. */
export function readCookie(context: ProxyContext): void {
  const name = wordAt(context, 1);
  if (name === "") {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: '"cookie" attend un nom : "cookie SRV insert indirect nocache".',
      en: '"cookie" expects a name: "cookie SRV insert indirect nocache".',
    });
    return;
  }
  const draft: Draft = {
    name,
    mode: "watch",
    ...{ indirect: false, noCache: false, postOnly: false, preserve: false, httpOnly: false, secure: false },
    ...{ domains: [], attributes: [] },
  };
  if (!readWords(context, draft)) return;
  warnDomains(context, draft.domains);
  context.proxy.cookie = draft;
}

/** False when the line cannot be used. */
function readWords(context: ProxyContext, draft: Draft): boolean {
  const modes = new Set<string>();
  for (let at = 2; at < context.words.length; at++) {
    const word = wordAt(context, at);
    if (["rewrite", "insert", "prefix"].includes(word)) modes.add(word);
    if (Object.hasOwn(flags, word)) flags[word]?.(draft);
    else if (!Object.hasOwn(words, word)) return refuseWord(context, at, word);
    else if (!words[word]?.(draft, wordAt(context, ++at))) return refuseValue(context, at);
  }
  if (modes.size > 1) return refuseTogether(context, [...modes].join(", "));
  if (draft.mode === "rewrite" && draft.indirect) return refuseTogether(context, "rewrite, indirect");
  if (draft.preserve && draft.mode !== "insert" && !draft.indirect) {
    refuse(context, 2, "ERR_CONFIG_SYNTAX", {
      fr: '"preserve" demande "insert" ou "indirect".',
      en: '"preserve" asks for "insert" or "indirect".',
    });
    return false;
  }
  return true;
}

function readSeconds(value: string, keep: (seconds: number) => void): boolean {
  const time = parseTime(/^\d+$/.test(value) ? `${value}s` : value);
  if (time.kind !== "time") return false;
  keep(Math.floor(time.ms / 1000));
  return true;
}

function warnDomains(context: ProxyContext, domains: readonly string[]): void {
  const bare = domains.find((domain) => !domain.slice(1).includes("."));
  if (bare === undefined) return;
  context.report.warned(context.place(0), "ERR_CONFIG_VALUE", {
    fr: `Le domaine "${bare}" n'a pas de point : les navigateurs refusent un tel cookie.`,
    en: `The domain "${bare}" has no dot: browsers refuse such a cookie.`,
  });
}

function refuseWord(context: ProxyContext, at: number, word: string): false {
  const known = [...Object.keys(flags), ...Object.keys(words)].join(", ");
  refuse(context, at, "ERR_CONFIG_KEYWORD", {
    fr: `"cookie" ne connaît pas "${word}". Mots : ${known}.`,
    en: `"cookie" does not know "${word}". Words: ${known}.`,
  });
  return false;
}

function refuseValue(context: ProxyContext, at: number): false {
  refuse(context, at, "ERR_CONFIG_VALUE", {
    fr: `"${wordAt(context, at)}" n'est pas une valeur pour "${wordAt(context, at - 1)}".`,
    en: `"${wordAt(context, at)}" is no value for "${wordAt(context, at - 1)}".`,
  });
  return false;
}

function refuseTogether(context: ProxyContext, words: string): false {
  refuse(context, 2, "ERR_CONFIG_SYNTAX", {
    fr: `${words} ne vont pas ensemble. Gardez-en un.`,
    en: `${words} do not go together. Keep one.`,
  });
  return false;
}
