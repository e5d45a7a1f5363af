import { badCharacter, type Keyword, type ProxyContext, refuse, wordAt } from "./keyword.ts";

/** What a frontend keeps for its log [T]. */
export const captureKeywords: readonly Keyword<ProxyContext>[] = [
  { name: "capture", side: "front", read: readCapture },
  { name: "declare", side: "front", read: readDeclare },
];

/** `capture request header NAME len N`, `capture response header …`, `capture cookie NAME len N`. */
function readCapture(context: ProxyContext): void {
  const kind = wordAt(context, 1);
  const isCookie = kind === "cookie";
  const [name, length] = isCookie ? [2, 4] : [3, 5];
  const header = wordAt(context, name).toLowerCase();
  const size = Number(wordAt(context, length));
  const sound = isCookie || ((kind === "request" || kind === "response") && wordAt(context, 2) === "header");
  if (
    !sound ||
    header === "" ||
    wordAt(context, length - 1) !== "len" ||
    !(Number.isInteger(size) && size > 0)
  ) {
    refuseForm(context, "capture request header NAME len 64", "capture cookie NAME len 64");
    return;
  }
  const { routing } = context.proxy;
  if (isCookie) routing.captureCookie = { name: wordAt(context, name), length: size };
  else if (badCharacter(header) === undefined) {
    routing.captures[kind === "request" ? "request" : "response"].push({ header, length: size });
  }
}

/** `declare capture request len N`: a place that a rule fills. */
function readDeclare(context: ProxyContext): void {
  const side = wordAt(context, 2);
  const size = Number(wordAt(context, 4));
  const sound = wordAt(context, 1) === "capture" && wordAt(context, 3) === "len" && size > 0;
  if (!sound || (side !== "request" && side !== "response")) {
    refuseForm(context, "declare capture request len 64", "declare capture response len 64");
    return;
  }
  context.proxy.routing.captures[side].push({ length: size });
}

function refuseForm(context: ProxyContext, form: string, other: string): void {
  refuse(context, Math.min(1, context.words.length), "ERR_CONFIG_SYNTAX", {
    fr: `S'écrit : "${form}" ou "${other}".`,
    en: `It is written: "${form}" or "${other}".`,
  });
}
