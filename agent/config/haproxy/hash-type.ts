import type { HashType } from "./config.ts";
import { type ProxyContext, refuse, wordAt } from "./keyword.ts";

const functions: readonly string[] = ["sdbm", "djb2", "crc32"] satisfies HashType["function"][];

/** `hash-type map-based|consistent [FUNCTION [avalanche]]` (manual §4.2). */
export function readHashType(context: ProxyContext): void {
  const [method, name, modifier] = [wordAt(context, 1), wordAt(context, 2), wordAt(context, 3)];
  const consistent = method === "consistent";
  if (method !== "map-based" && !consistent) {
    refuseWord(context, 1, method, "map-based, consistent");
    return;
  }
  if (name === "wt6") {
    context.report.unsupported(context.place(2), `hash-type ${method} wt6`);
    return;
  }
  if (name !== "" && !functions.includes(name)) {
    refuseWord(context, 2, name, [...functions, "wt6"].join(", "));
    return;
  }
  if (modifier !== "" && modifier !== "avalanche") {
    refuseWord(context, 3, modifier, "avalanche");
    return;
  }
  const wanted = (name === "" ? "sdbm" : name) as HashType["function"];
  context.proxy.hashType = {
    function: wanted,
    // A circle without a function of one's own choice asks for keys that are far from each other.
    avalanche: modifier === "avalanche" || (consistent && name === ""),
    ...(consistent ? { consistent } : {}),
  };
}

function refuseWord(context: ProxyContext, index: number, word: string, list: string): void {
  refuse(context, index, "ERR_CONFIG_VALUE", {
    fr: `"hash-type" ne connaît pas "${word}" ici. Valeurs : ${list}.`,
    en: `"hash-type" does not know "${word}" here. Values: ${list}.`,
  });
}
