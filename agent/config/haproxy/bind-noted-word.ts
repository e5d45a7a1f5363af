import type { Text } from "../../base/text.ts";
import type { BindWord } from "./bind-word.ts";
import { type LineContext, looseNumber, neededWord, refuse, wordAt } from "./keyword.ts";

const thread: Text = {
  fr: "bascule travaille dans un seul processus et un seul fil",
  en: "bascule works in one process and one thread",
};
const traffic: Text = {
  fr: "cela ne vaut que pour une socket de statistiques",
  en: "this counts for a statistics socket only",
};
const early: Text = {
  fr: "le client attend la fin de la poignée de main, comme sans ce mot",
  en: "the client waits for the end of the handshake, as without this word",
};
const number: Text = {
  fr: "les adresses d'écoute n'ont pas de numéro ici",
  en: "listening addresses have no number here",
};
const npn: Text = { fr: "les clients parlent ALPN", en: "clients speak ALPN" };

/** Words of `bind` that are right and change nothing here [T]. */
export const bindNotedWords: readonly BindWord[] = [
  { name: "process", takes: 1, noted: thread, read: readProcess },
  { name: "thread", takes: 1, noted: thread, read: readThreads },
  { name: "shards", takes: 1, noted: thread, read: readShards },
  { name: "nice", takes: 1, noted: thread, read: readNice },
  { name: "level", takes: 1, noted: traffic, read: oneOf("user", "operator", "admin") },
  { name: "severity-output", takes: 1, noted: traffic, read: oneOf("none", "number", "string") },
  { name: "expose-fd", takes: 1, noted: traffic, read: oneOf("listeners") },
  { name: "allow-0rtt", takes: 0, noted: early, read: () => true },
  { name: "id", takes: 1, noted: number, read: readId },
  { name: "npn", takes: 1, noted: npn, read: (context, at) => neededWord(context, at + 1) !== undefined },
];

function oneOf(...words: readonly string[]): BindWord["read"] {
  return (context, at) =>
    words.includes(wordAt(context, at + 1)) || refuseValue(context, at, words.join(", "));
}

const threadSet = /^(all|odd|even|\d+(-\d+)?)$/;

/** `1/1-4`: a process, which there is one of, then its threads. */
function readProcess(context: LineContext, at: number): boolean {
  const [process = "", threads] = wordAt(context, at + 1).split("/", 2);
  const fits = /^(all|odd|even|1(-1)?)$/.test(process) && (threads === undefined || threadSet.test(threads));
  if (!fits) return refuseValue(context, at, "1, all, 1/1-4");
  context.report.originalWarns = true;
  return true;
}

function readThreads(context: LineContext, at: number): boolean {
  const parts = wordAt(context, at + 1).split("/");
  const fits = parts.length <= 2 && parts.every((part) => threadSet.test(part));
  return fits || refuseValue(context, at, "1, 1-4, 1/all");
}

function readShards(context: LineContext, at: number): boolean {
  const text = wordAt(context, at + 1);
  const count = Number(/^\d+/.exec(text)?.[0] ?? 0);
  return text === "by-thread" || (count >= 1 && count <= 64) || refuseValue(context, at, "1–64, by-thread");
}

function readNice(context: LineContext, at: number): boolean {
  if (neededWord(context, at + 1) === undefined) return false;
  const nice = looseNumber(context, at + 1, "nice");
  return (nice >= -1024 && nice <= 1024) || refuseValue(context, at, "−1024–1024");
}

function readId(context: LineContext, at: number): boolean {
  return /^[1-9]\d*$/.test(wordAt(context, at + 1)) || refuseValue(context, at, "1, 2, 3…");
}

function refuseValue(context: LineContext, at: number, values: string): false {
  refuse(context, at + 1, "ERR_CONFIG_VALUE", {
    fr: `"${wordAt(context, at)}" attend ${values}, pas "${wordAt(context, at + 1)}".`,
    en: `"${wordAt(context, at)}" expects ${values}, not "${wordAt(context, at + 1)}".`,
  });
  return false;
}
