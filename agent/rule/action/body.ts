import { fatal, good, type Parsed } from "../../acl/trouble.ts";
import { parseTime } from "../../config/haproxy/time.ts";
import type { Action, ActionKind, ActionLine, ReadAction } from "../rule.ts";

/** What a request brings beyond its head. */
export const bodyActions: readonly ActionKind[] = [
  { name: "wait-for-body", places: ["http-request"], read: readWait },
];

/** `wait-for-body time TIME [at-least SIZE]`: the words may stand in any order; a size of 0 is all of it. */
function readWait({ words, at }: ActionLine): Parsed<ReadAction> {
  let next = at;
  let limitMs: number | undefined;
  let atLeastBytes = 0;
  for (; words[next] === "time" || words[next] === "at-least"; next += 2) {
    const text = words[next + 1] ?? "";
    if (words[next] === "time") {
      const time = parseTime(text);
      if (time.kind !== "time") return refuse(next + 1);
      limitMs = time.ms;
    } else {
      const size = sizeOf(text);
      if (size === undefined) return refuse(next + 1);
      atLeastBytes = size;
    }
  }
  if (limitMs === undefined) return refuse(at);
  return good({ action: waitFor(limitMs, atLeastBytes || Number.POSITIVE_INFINITY), next });
}

function waitFor(limitMs: number, atLeastBytes: number): Action {
  return ({ transaction }) => {
    const arrival = transaction?.source?.body();
    if (!arrival || arrival.ready || arrival.text.length >= atLeastBytes) return undefined;
    return { kind: "wait", limitMs, atLeastBytes };
  };
}

/** `10`, `64k`, `1m`, `1g`. */
function sizeOf(text: string): number | undefined {
  const [, digits, unit = ""] = /^(\d+)([kmgKMG]?)$/.exec(text) ?? [];
  return digits === undefined
    ? undefined
    : Number(digits) * 1024 ** ["", "k", "m", "g"].indexOf(unit.toLowerCase());
}

function refuse(at: number): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_VALUE", {
    fr: 'S\'écrit : "http-request wait-for-body time 1s", aussi avec "at-least 1k".',
    en: 'It is written: "http-request wait-for-body time 1s", also with "at-least 1k".',
  });
}
