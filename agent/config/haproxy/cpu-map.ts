import { type LineContext, refuse, wordAt } from "./keyword.ts";

const threads = /^(auto:)?(all|odd|even|\d+(-\d+)?)(\/(all|odd|even|\d+(-\d+)?))?$/;
const processors = /^\d+(-\d+)?$/;

/** `cpu-map [auto:]THREADS CPU…`: refuses what the original refuses. */
export function refuseCpuMap(context: LineContext): void {
  const sets = context.words.slice(2);
  const bad = sets.findIndex(({ text }) => !processors.test(text));
  const numbers = [...wordAt(context, 1).matchAll(/\d+/g)].map(Number);
  const fits = threads.test(wordAt(context, 1)) && numbers.every((each) => each >= 1 && each <= 64);
  if (fits && sets.length > 0 && bad < 0) return;
  refuse(context, fits ? 2 + Math.max(0, bad) : 1, "ERR_CONFIG_VALUE", {
    fr: '"cpu-map" attend des fils de 1 à 64 et des processeurs : "cpu-map auto:1/1-4 0-3".',
    en: '"cpu-map" expects threads from 1 to 64 and processors: "cpu-map auto:1/1-4 0-3".',
  });
}
