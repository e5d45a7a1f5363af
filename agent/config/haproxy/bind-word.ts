import { didYouMean } from "../../base/nearest.ts";
import type { Text } from "../../base/text.ts";
import { bindClientWords } from "./bind-client-word.ts";
import type { BindDraft } from "./bind-draft.ts";
import { bindNotedWords } from "./bind-noted-word.ts";
import { bindSocketWords } from "./bind-socket-word.ts";
import { certificatePath } from "./certificate-path.ts";
import { readCertificateList } from "./crt-list.ts";
import { type LineContext, neededWord, noteWord, refuse, wordAt } from "./keyword.ts";
import { knownBindFlags, knownBindWords } from "./known.ts";
import { type TlsVersion, tlsVersions, versionOfWord } from "./tls-version.ts";

/** Reads the word at `at`; false when the line cannot be used. */
type Reader = (context: LineContext, at: number, draft: BindDraft) => boolean;

export interface BindWord {
  readonly name: string;
  /** How many words follow it. */
  readonly takes: 0 | 1;
  /** Read, and without effect here: a note gives this reason. */
  readonly noted?: Text;
  readonly read: Reader;
}

const forced = ["force-sslv3", "force-tlsv10", "force-tlsv11", "force-tlsv12", "force-tlsv13"];
const switchedOff = ["no-sslv3", "no-tlsv10", "no-tlsv11", "no-tlsv12", "no-tlsv13"];

/** The words that also stand in `ssl-default-bind-options` [T]. */
export const tlsOptionWords: readonly BindWord[] = [
  ...forced.map((name) => ({ name, takes: 0, read: readForced }) as const),
  ...switchedOff.map((name) => ({ name, takes: 0, read: readOff }) as const),
  { name: "no-tls-tickets", takes: 0, read: set((draft) => (draft.tickets = false)) },
  { name: "prefer-client-ciphers", takes: 0, read: set((draft) => (draft.clientOrder = true)) },
  { name: "ssl-min-ver", takes: 1, read: (context, at, draft) => readVersion(context, at, draft, "minimum") },
  { name: "ssl-max-ver", takes: 1, read: (context, at, draft) => readVersion(context, at, draft, "maximum") },
];

/** The words of `bind` [T]. */
export const bindWords: readonly BindWord[] = [
  { name: "ssl", takes: 0, read: set((draft) => (draft.tls = true)) },
  { name: "crt", takes: 1, read: readCertificate },
  { name: "strict-sni", takes: 0, read: set((draft) => (draft.strictSni = true)) },
  { name: "alpn", takes: 1, read: readAlpn },
  { name: "ciphers", takes: 1, read: take("ciphers") },
  { name: "ciphersuites", takes: 1, read: take("suites") },
  { name: "curves", takes: 1, read: take("curves") },
  { name: "ecdhe", takes: 1, read: take("curves") },
  { name: "name", takes: 1, read: take("name") },
  { name: "crt-list", takes: 1, read: readCertificateList },
  ...bindClientWords,
  ...bindSocketWords,
  ...bindNotedWords,
  ...tlsOptionWords,
];

/** Reads the words from `first` on into the draft; false when one was refused. */
export function readBindWords(context: LineContext, first: number, draft: BindDraft): boolean {
  for (let at = first; at < context.words.length; at++) {
    const name = wordAt(context, at);
    const word = bindWords.find((candidate) => candidate.name === name);
    if (word) {
      if (!word.read(context, at, draft)) return false;
      if (word.noted) noteWord(context, at, word.noted);
      at += word.takes;
    } else if (knownBindFlags.has(name) || knownBindWords.has(name)) {
      const why = knownBindFlags.get(name) ?? knownBindWords.get(name);
      context.report.unsupported(context.place(at), `bind … ${name}`, why);
      if (knownBindWords.has(name)) at++;
    } else return refuseWord(context, at, name);
  }
  return true;
}

function refuseWord(context: LineContext, at: number, name: string): false {
  const known = [...bindWords.map((word) => word.name), ...knownBindFlags.keys(), ...knownBindWords.keys()];
  const hint = didYouMean(name, known);
  refuse(context, at, "ERR_CONFIG_KEYWORD", {
    fr: `"${name}" n'est pas une option de "${wordAt(context, 0)}".${hint.fr}`,
    en: `"${name}" is not an option of "${wordAt(context, 0)}".${hint.en}`,
  });
  return false;
}

function set(change: (draft: BindDraft) => void): Reader {
  return (_context, _at, draft) => {
    change(draft);
    return true;
  };
}

function take(field: "ciphers" | "suites" | "curves" | "name"): Reader {
  return (context, at, draft) => {
    const value = neededWord(context, at + 1);
    if (value !== undefined) draft[field] = value;
    return value !== undefined;
  };
}

function readCertificate(context: LineContext, at: number, draft: BindDraft): boolean {
  const value = neededWord(context, at + 1);
  if (value === undefined) return false;
  const path = certificatePath(value, context);
  draft.certificates.push(path);
  context.file.needs.push({ kind: "certificate", value: path, ...context.place(at + 1) });
  return true;
}

/** What else is offered would be promised and not kept. */
function readAlpn(context: LineContext, at: number, draft: BindDraft): boolean {
  const value = neededWord(context, at + 1);
  if (value === undefined) return false;
  const names = value.split(",").filter((name) => name !== "");
  const unknown = names.find((name) => !["h2", "http/1.1", "http/1.0"].includes(name));
  if (unknown !== undefined) context.report.unsupported(context.place(at + 1), `alpn ${unknown}`);
  draft.alpn = names;
  return true;
}

function readForced(context: LineContext, at: number, draft: BindDraft): boolean {
  const version = versionOfWord(wordAt(context, at));
  if (version) Object.assign(draft.versions, { minimum: version, maximum: version });
  return true;
}

function readOff(context: LineContext, at: number, draft: BindDraft): boolean {
  const version = versionOfWord(wordAt(context, at));
  if (version) draft.versions.off = [...(draft.versions.off ?? []), version];
  return true;
}

function readVersion(
  context: LineContext,
  at: number,
  draft: BindDraft,
  bound: "minimum" | "maximum",
): boolean {
  const value = wordAt(context, at + 1);
  if (!isVersion(value)) {
    refuse(context, at + 1, "ERR_CONFIG_VALUE", {
      fr: `"${wordAt(context, at)}" attend ${tlsVersions.join(", ")}, pas "${value}".`,
      en: `"${wordAt(context, at)}" expects ${tlsVersions.join(", ")}, not "${value}".`,
    });
    return false;
  }
  draft.versions[bound] = value;
  return true;
}

function isVersion(text: string): text is TlsVersion {
  return (tlsVersions as readonly string[]).includes(text);
}
