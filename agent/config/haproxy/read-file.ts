import type { Text } from "../../base/text.ts";
import type { FileDraft } from "./draft.ts";
import type { LineContext } from "./keyword.ts";
import { type Line, type LineTrouble, splitLine, type Word } from "./line.ts";
import { Blocks } from "./preprocess/block.ts";
import { readDirective, refuseOpen } from "./preprocess/directive.ts";
import { readWords } from "./read-line.ts";
import type { Report } from "./report.ts";
import { type Section, sectionTitle } from "./section.ts";

export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** Reads a file into the draft. */
export function readFile(source: SourceText, draft: FileDraft, report: Report): void {
  new FileReader(source.file, draft, report).read(source.text);
}

class FileReader {
  readonly #file: string;
  readonly #draft: FileDraft;
  readonly #report: Report;
  readonly #blocks = new Blocks();
  #section: Section = { kind: "none" };
  /** What `$.SECTION` stands for. */
  #title = "";
  #line = 0;

  constructor(file: string, draft: FileDraft, report: Report) {
    this.#file = file;
    this.#draft = draft;
    this.#report = report;
  }

  read(text: string): void {
    const lines = text.split("\n");
    const last = lines.pop() ?? "";
    for (const line of lines) this.#readLine(line);
    if (last !== "") {
      this.#readLine(last);
      const place = { file: this.#file, line: this.#line, column: last.length + 1 };
      this.#report.fatal(place, "ERR_CONFIG_SYNTAX", cutOff);
    }
    refuseOpen(this.#report, this.#blocks);
  }

  #readLine(text: string): void {
    this.#line++;
    const line = text.includes("\0")
      ? ({ kind: "words", words: [{ text: "\0", column: text.indexOf("\0") + 1 }] } satisfies Line)
      : splitLine(text, (name) => this.#lookup(name));
    if (line.kind !== "words") {
      const place = { file: this.#file, line: this.#line, column: line.column };
      this.#report.fatal(place, "ERR_CONFIG_SYNTAX", troubles[line.kind]);
      return;
    }
    if (line.words.length === 0) return;
    const context = this.#contextOf(line.words);
    const [first] = context.words;
    if (!context.negated && first?.text.startsWith(".")) readDirective(context, this.#blocks);
    else if (!this.#blocks.skipping) {
      this.#title = sectionTitle(context) ?? this.#title;
      this.#section = readWords(context, this.#section);
    }
  }

  #lookup(name: string): string | undefined {
    if (name === ".FILE") return this.#file;
    if (name === ".LINE") return String(this.#line);
    return name === ".SECTION" ? this.#title : this.#draft.environment.get(name);
  }

  #contextOf(all: readonly Word[]): LineContext {
    const negated = all[0]?.text === "no";
    const words = negated ? all.slice(1) : all;
    const [file, line] = [this.#file, this.#line];
    const place = (index: number) => ({ file, line, column: words[index]?.column ?? endColumn(all) });
    return { words, negated, report: this.#report, file: this.#draft, place };
  }
}

function endColumn(words: readonly Word[]): number {
  const last = words.at(-1);
  return last ? last.column + last.text.length : 1;
}

const cutOff: Text = {
  fr: "Il manque la fin de la dernière ligne : le fichier est peut-être coupé. Terminez-le par un retour à la ligne.",
  en: "The last line has no end: the file may be cut off. End it with a line feed.",
};

const troubles: Readonly<Record<LineTrouble, Text>> = {
  "unmatched-quote": {
    fr: "Ce guillemet n'est jamais fermé. Fermez-le, ou écrivez une barre oblique inverse devant.",
    en: "This quote is never closed. Close it, or write a backslash before it.",
  },
  "bad-hex": {
    fr: "\\x attend deux chiffres hexadécimaux, comme \\x20.",
    en: "\\x expects two hexadecimal digits, like \\x20.",
  },
  "bad-variable": {
    fr: 'Un nom de variable commence par une lettre ou "_". Un dollar qui compte pour lui-même s\'écrit \\$.',
    en: 'A variable\'s name begins with a letter or "_". A dollar that stands for itself is written \\$.',
  },
  "unmatched-brace": {
    fr: "L'accolade n'est jamais fermée : un nom, peut-être un tiret et une valeur par défaut, puis l'accolade fermante.",
    en: "The brace is never closed: a name, perhaps a dash and a default, then the closing brace.",
  },
  "bad-expansion": {
    fr: 'Seul "[*]" peut suivre le nom dans les accolades ; il donne plusieurs mots.',
    en: 'Only "[*]" may follow the name inside the braces; it gives several words.',
  },
};
