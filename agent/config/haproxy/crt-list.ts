import type { BindDraft } from "./bind-draft.ts";
import { certificatePath } from "./certificate-path.ts";
import type { CertificateFilter, CertificateList } from "./config.ts";
import { pathFrom } from "./default-path.ts";
import { type LineContext, neededWord, refuse } from "./keyword.ts";

/** What may stand between brackets, and how many words follow it: the manual's `crt-list` [T]. */
export const certificateListWords: Readonly<Record<string, 0 | 1>> = {
  "allow-0rtt": 0,
  alpn: 1,
  "ca-file": 1,
  "ca-verify-file": 1,
  ciphers: 1,
  ciphersuites: 1,
  "crl-file": 1,
  curves: 1,
  ecdhe: 1,
  "no-ca-names": 0,
  npn: 1,
  "ssl-max-ver": 1,
  "ssl-min-ver": 1,
  verify: 1,
};

/** `crt-list FILE`: in each line a certificate, options between brackets, and the names that it is for. */
export function readCertificateList(context: LineContext, at: number, draft: BindDraft): boolean {
  const list = neededWord(context, at + 1);
  if (list === undefined) return false;
  const text = context.file.readFile(pathFrom(list, context));
  if (text === undefined) return refuseList(context, at, list);
  if (text !== "" && !text.endsWith("\n")) return refuseEnd(context, at, list);
  const lines: CertificateList["lines"][number][] = [];
  const isGood = text.split("\n").every((line, index) => {
    const words = line.trim();
    if (words === "" || words.startsWith("#")) return true;
    const read = readLine(context, { at, draft, words, where: `${list}:${index + 1}` });
    if (read) lines.push({ line: index + 1, ...read });
    return read !== undefined;
  });
  draft.lists = [...(draft.lists ?? []), { file: list, lines }];
  return isGood;
}

interface ListLine {
  readonly at: number;
  readonly draft: BindDraft;
  readonly words: string;
  /** For messages: `list:3`. */
  readonly where: string;
}

function readLine(
  context: LineContext,
  line: ListLine,
): { readonly path: string; readonly filters: readonly string[] } | undefined {
  const { at, draft, words, where } = line;
  const [, written = "", options, names = ""] = /^(\S+)(?:\s+\[([^\]]*)\]?)?\s*(.*)$/s.exec(words) ?? [];
  if (options !== undefined && !readOptions(context, at, options, where)) return undefined;
  const path = certificatePath(written, context);
  draft.certificates.push(path);
  context.file.needs.push({ kind: "certificate", value: path, ...context.place(at + 1) });
  const filters = names.replace(/#.*$/, "").split(/\s+/).filter(Boolean);
  if (filters.length > 0) draft.filters = [...(draft.filters ?? []), filterOf(path, filters)];
  return { path, filters };
}

function filterOf(path: string, filters: readonly string[]): CertificateFilter {
  return {
    path,
    names: filters.filter((name) => !name.startsWith("!")),
    except: filters.filter((name) => name.startsWith("!")).map((name) => name.slice(1)),
  };
}

/** Their own settings for a certificate are not honoured; what the original does not know is refused. */
function readOptions(context: LineContext, at: number, text: string, where: string): boolean {
  const words = text.split(/\s+/).filter(Boolean);
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    const takes = Object.hasOwn(certificateListWords, word) ? certificateListWords[word] : undefined;
    if (takes === undefined || index + takes >= words.length) {
      refuse(context, at + 1, "ERR_CONFIG_VALUE", {
        fr: `${where} : "${word}" n'est pas une option entre crochets, ou il lui manque une valeur.`,
        en: `${where}: "${word}" is no option between brackets, or lacks its value.`,
      });
      return false;
    }
    context.report.unsupported(context.place(at + 1), `${where}: [${word}]`);
    index += takes;
  }
  return true;
}

function refuseList(context: LineContext, at: number, list: string): false {
  refuse(context, at + 1, "ERR_CONFIG_REFERENCE", {
    fr: `Le fichier "${list}" ne peut pas être lu. Créez-le ou corrigez le chemin.`,
    en: `The file "${list}" cannot be read. Create it or correct the path.`,
  });
  return false;
}

function refuseEnd(context: LineContext, at: number, list: string): false {
  refuse(context, at + 1, "ERR_CONFIG_SYNTAX", {
    fr: `La dernière ligne de ${list} n'a pas de fin : le fichier est peut-être coupé. Terminez-le par un retour à la ligne.`,
    en: `The last line of ${list} has no end: the file may be cut off. End it with a line feed.`,
  });
  return false;
}
