import { didYouMean } from "../../base/nearest.ts";
import type { VrrpInstance } from "./config.ts";
import type { InstanceDraft } from "./instance-draft.ts";
import type { KeywordTable } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";

/** The wire has 8 bytes for it: RFC 2338 §5.3.10. */
const longestPassword = 8;

/** `authentication`: keepalived.conf(5). */
export const authenticationKeywords: KeywordTable<InstanceDraft> = {
  auth_type: {
    kind: "value",
    words: [1, 1],
    doc: { fr: "PASS : un mot de passe en clair.", en: "PASS: a password in clear." },
    read: (draft, { values: [word] }, report) => {
      if (word !== undefined) readType(draft, word, report);
    },
  },
  auth_pass: {
    kind: "value",
    words: [1, 1],
    doc: { fr: "Au plus 8 caractères.", en: "At most 8 characters." },
    read: (draft, { values: [word] }, report) => {
      if (word === undefined) return;
      draft.password = word;
      if (new TextEncoder().encode(word.text).length > longestPassword) reportLong(word, report);
    },
  },
};

/** What the two lines together say: a password without a type, or a type without a password, authenticates nothing. */
export function finishAuthentication(
  draft: InstanceDraft,
  { version, strict }: Pick<VrrpInstance, "version" | "strict">,
  report: Report,
): VrrpInstance["auth"] {
  const { authType, password } = draft;
  if (authType !== undefined && (version === 3 || strict)) {
    reportNone(authType.at, strict, report);
    return undefined;
  }
  if (authType?.type === "AH") {
    reportHeader(authType.at, draft.initialState, report);
    return undefined;
  }
  if (authType === undefined && password !== undefined) {
    const text = {
      fr: 'auth_pass sans "auth_type PASS" : keepalived n\'authentifie rien, sans le dire.',
      en: 'auth_pass without "auth_type PASS": keepalived authenticates nothing, without a word.',
    };
    report.mistake(password, "ERR_CONFIG_VALUE", text, 0);
  }
  if (authType === undefined) return undefined;
  if (password !== undefined) return { type: "PASS", password: cut(password.text) };
  report.mistake(authType.at, "ERR_CONFIG_VALUE", {
    fr: "auth_type sans auth_pass : keepalived n'authentifie rien.",
    en: "auth_type without auth_pass: keepalived authenticates nothing.",
  });
  return undefined;
}

/** RFC 5798 has no authentication, nor has RFC 3768. */
function reportNone(at: Word, strict: boolean, report: Report): void {
  const mode = strict ? "vrrp_strict" : "VRRP version 3";
  report.mistake(at, "ERR_CONFIG_VALUE", {
    fr: `${mode} ne connaît pas d'authentification : keepalived n'authentifie rien. Retirez le bloc authentication${strict ? ", ou vrrp_strict" : ", ou écrivez version 2"}.`,
    en: `${mode} has no authentication: keepalived authenticates nothing. Remove the authentication block${strict ? ", or vrrp_strict" : ", or write version 2"}.`,
  });
}

function readType(draft: InstanceDraft, word: Word, report: Report): void {
  if (word.text === "PASS" || word.text === "AH") draft.authType = { type: word.text, at: word };
  else {
    const hint = didYouMean(word.text, ["PASS", "AH"]);
    report.mistake(word, "ERR_CONFIG_VALUE", {
      fr: `"${word.text}" n'est pas un type d'authentification : keepalived n'authentifie rien.${hint.fr}`,
      en: `"${word.text}" is not a type of authentication: keepalived authenticates nothing.${hint.en}`,
    });
  }
}

/** The original wants the state BACKUP there, since a master cannot know where the count of packets stands. */
function reportHeader(at: Word, state: VrrpInstance["initialState"], report: Report): void {
  const text = {
    fr: "L'authentification AH n'est pas prise en charge : la RFC 3768 l'a retirée. Écrivez PASS, sur tous les nœuds.",
    en: "AH authentication is not supported: RFC 3768 has removed it. Write PASS, on all nodes.",
  };
  report.unsupported(at, text, state === "MASTER" ? 5 : 0);
}

function reportLong(word: Word, report: Report): void {
  const text = {
    fr: `auth_pass "${word.text}" a plus de 8 caractères : keepalived n'en garde que les 8 premiers, "${cut(word.text)}". Écrivez 8 caractères au plus, les mêmes sur tous les nœuds. Ce mot de passe circule en clair : il évite des erreurs, pas des attaques.`,
    en: `auth_pass "${word.text}" has more than 8 characters: keepalived keeps only the first 8, "${cut(word.text)}". Write at most 8 characters, the same on all nodes. This password travels in clear: it prevents mistakes, not attacks.`,
  };
  report.misspelt(word, "ERR_CONFIG_VALUE", text, cut(word.text));
}

/** The first 8 bytes: the original cuts bytes, not letters. */
function cut(password: string): string {
  const bytes = new TextEncoder().encode(password).subarray(0, longestPassword);
  return new TextDecoder().decode(bytes);
}
