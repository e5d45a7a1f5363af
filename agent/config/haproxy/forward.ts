import { parseNetwork } from "../../acl/address.ts";
import type { Forwarding } from "../../rule/forward.ts";
import { type ProxyContext, refuse, wordAt } from "./keyword.ts";

/** The words behind `option forwardfor` and `option originalto`; undefined when one is refused. */
export function readForwarding(context: ProxyContext): Forwarding | undefined {
  let option: Forwarding = { ifNone: false };
  for (let at = 2; at < context.words.length; at++) {
    const word = wordAt(context, at);
    if (word === "if-none") option = { ...option, ifNone: true };
    else if (word === "header" && wordAt(context, at + 1) !== "") {
      option = { ...option, header: wordAt(context, ++at).toLowerCase() };
    } else if (word === "except") {
      const except = parseNetwork(wordAt(context, ++at));
      if (!except) return refuseWord(context, at);
      option = { ...option, except };
    } else return refuseWord(context, at);
  }
  return option;
}

function refuseWord(context: ProxyContext, at: number): undefined {
  const name = wordAt(context, 1);
  const words = name === "forwardfor" ? "except, header, if-none" : "except, header";
  refuse(context, at, "ERR_CONFIG_SYNTAX", {
    fr: `"option ${name}" : "${wordAt(context, at)}" ne va pas ici. Mots : ${words} ; après except, un réseau.`,
    en: `"option ${name}": "${wordAt(context, at)}" does not fit here. Words: ${words}; behind except, a network.`,
  });
}
