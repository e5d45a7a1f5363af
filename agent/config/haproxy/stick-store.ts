import { didYouMean } from "../../base/nearest.ts";
import { dataTypes, type StoredData } from "../../stick/data.ts";
import { type LineContext, refuse } from "./keyword.ts";
import { parseTime } from "./time.ts";

/** The elements that an array of counters may have. */
const largestArray = 100;

/** `store gpc0,http_req_rate(10s),gpc(4)`; undefined where a word is refused. */
export function readStore(
  context: LineContext,
  index: number,
  text: string,
): readonly StoredData[] | undefined {
  const stored: StoredData[] = [];
  for (const part of text.split(/,(?![^(]*\))/)) {
    const read = readType(context, index, part);
    if (!read) return undefined;
    stored.push(read);
  }
  return stored;
}

function readType(context: LineContext, index: number, part: string): StoredData | undefined {
  const [, name = "", list] = /^([^(]*)(?:\((.*)\))?$/.exec(part) ?? [];
  const row = dataTypes.find((candidate) => candidate.name === name);
  if (!row) return refuseType(context, index, name);
  const wanted = (row.array ? 1 : 0) + (row.kind === "rate" ? 1 : 0);
  const given = list === undefined ? [] : list.split(",");
  if (given.length !== wanted) return refuseArguments(context, index, name, wanted);
  const count = Number(given[0]);
  if (row.array && !(Number.isInteger(count) && count >= 1 && count <= largestArray)) {
    return refuseArguments(context, index, name, wanted);
  }
  const period = row.kind === "rate" ? parseTime(given.at(-1) ?? "") : undefined;
  if (period && period.kind !== "time") return refuseArguments(context, index, name, wanted);
  return {
    name,
    ...(row.array ? { count } : {}),
    // No period is a period of one millisecond.
    ...(period ? { periodMs: Math.max(1, period.ms) } : {}),
  };
}

function refuseType(context: LineContext, index: number, name: string): undefined {
  const names = dataTypes.map((row) => row.name);
  const hint = didYouMean(name, names);
  refuse(context, index, "ERR_CONFIG_VALUE", {
    fr: `"store ${name}" n'existe pas.${hint.fr} Valeurs : ${names.join(", ")}.`,
    en: `"store ${name}" does not exist.${hint.en} Values: ${names.join(", ")}.`,
  });
}

function refuseArguments(context: LineContext, index: number, name: string, wanted: number): undefined {
  const forms = [name, name.endsWith("rate") ? `${name}(10s)` : `${name}(4)`, `${name}(4,10s)`];
  refuse(context, index, "ERR_CONFIG_VALUE", {
    fr: `"store ${name}" s'écrit ${forms[wanted]} (1 à ${largestArray} éléments).`,
    en: `"store ${name}" is written ${forms[wanted]} (1 to ${largestArray} elements).`,
  });
}
