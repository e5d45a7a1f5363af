import { didYouMean } from "../../base/nearest.ts";
import { algorithmNames } from "../../compress/algorithm.ts";
import type { Compression } from "../../compress/choose.ts";
import { endsAt, type Keyword, type ProxyContext, refuse, wordAt } from "./keyword.ts";

const none: Compression = { algorithms: [], types: [], offload: false };

/** `compression algo NAME…`, `compression type TYPE…`, `compression offload`: several lines add up. */
export const compressionKeyword: Keyword<ProxyContext> = {
  name: "compression",
  read: (context) => {
    const what = wordAt(context, 1);
    const before = context.proxy.compression ?? none;
    if (what === "algo") readAlgorithms(context, before);
    else if (what === "type") readTypes(context, before);
    else if (what === "offload") readOffload(context, before);
    else refuseWord(context, what);
  },
};

function readAlgorithms(context: ProxyContext, before: Compression): void {
  const algorithms = [...before.algorithms];
  for (const [index, { text }] of context.words.entries()) {
    if (index < 2) continue;
    const found = algorithmNames.find((name) => name === text);
    if (found) algorithms.push(found);
    else refuseAlgorithm(context, index);
  }
  if (context.words.length < 3) refuseAlgorithm(context, 2);
  context.proxy.compression = { ...before, algorithms };
}

function readTypes(context: ProxyContext, before: Compression): void {
  const types = context.words.slice(2).map(({ text }) => text);
  if (types.length === 0) {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: 'Après "compression type" manque un type, par exemple "compression type text/html application/json".',
      en: 'A type is missing after "compression type", for example "compression type text/html application/json".',
    });
  }
  context.proxy.compression = { ...before, types: [...before.types, ...types] };
}

function readOffload(context: ProxyContext, before: Compression): void {
  if (endsAt(context, 2)) context.proxy.compression = { ...before, offload: true };
}

function refuseAlgorithm(context: ProxyContext, index: number): void {
  const word = wordAt(context, index);
  const hint = didYouMean(word, [...algorithmNames]);
  const names = algorithmNames.join(", ");
  refuse(context, index, "ERR_CONFIG_VALUE", {
    fr: `"compression algo" attend ${names}, pas "${word}".${hint.fr}`,
    en: `"compression algo" expects ${names}, not "${word}".${hint.en}`,
  });
}

function refuseWord(context: ProxyContext, word: string): void {
  refuse(context, 1, "ERR_CONFIG_VALUE", {
    fr: `"compression" attend algo, type ou offload, pas "${word}".`,
    en: `"compression" expects algo, type or offload, not "${word}".`,
  });
}
