import type { HashType } from "./config.ts";
import { looseNumber, type ProxyContext, refuse, wordAt } from "./keyword.ts";

const functions: readonly string[] = ["sdbm", "djb2", "wt6", "crc32"] satisfies HashType["function"][];

/** `hash-type map-based|consistent [FUNCTION [avalanche]]` (manual §4.2). */
export function readHashType(context: ProxyContext): void {
  const [method, name, modifier] = [wordAt(context, 1), wordAt(context, 2), wordAt(context, 3)];
  const consistent = method === "consistent";
  if (method !== "map-based" && !consistent) {
    refuseWord(context, 1, method, "map-based, consistent");
    return;
  }
  if (name !== "" && !functions.includes(name)) {
    refuseWord(context, 2, name, functions.join(", "));
    return;
  }
  if (modifier !== "" && modifier !== "avalanche") {
    refuseWord(context, 3, modifier, "avalanche");
    return;
  }
  const wanted = (name === "" ? "sdbm" : name) as HashType["function"];
  const { balanceFactor } = context.proxy.hashType;
  context.proxy.hashType = {
    function: wanted,
    // A circle without a function of one's own choice asks for keys that are far from each other.
    avalanche: modifier === "avalanche" || (consistent && name === ""),
    ...(consistent ? { consistent } : {}),
    ...(balanceFactor === undefined ? {} : { balanceFactor }),
  };
}

/** `hash-balance-factor PERCENT`: 0, or above 100. */
export function readBalanceFactor(context: ProxyContext): void {
  const word = wordAt(context, 1);
  const factor = word === "" ? -1 : looseNumber(context, 1, "hash-balance-factor");
  if (word === "" || (factor !== 0 && factor <= 100)) {
    refuse(context, 1, "ERR_CONFIG_RANGE", {
      fr: `"hash-balance-factor" attend 0, ou un pourcentage au-dessus de 100, pas "${word}".`,
      en: `"hash-balance-factor" expects 0, or a percentage above 100, not "${word}".`,
    });
    return;
  }
  const { balanceFactor: _, ...rest } = context.proxy.hashType;
  context.proxy.hashType = factor === 0 ? rest : { ...rest, balanceFactor: factor };
}

function refuseWord(context: ProxyContext, index: number, word: string, list: string): void {
  refuse(context, index, "ERR_CONFIG_VALUE", {
    fr: `"hash-type" ne connaît pas "${word}" ici. Valeurs : ${list}.`,
    en: `"hash-type" does not know "${word}" here. Values: ${list}.`,
  });
}
