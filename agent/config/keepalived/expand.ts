import { holds, isOurs } from "./conditional.ts";
import { readDefinition, substitute } from "./definition.ts";
import {
  type IncludeLine,
  type IncludeReader,
  missingText,
  neededText,
  nestedText,
  readInclude,
} from "./include.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";
import { readSequence } from "./sequence.ts";
import {
  type Mapped,
  mapped,
  type SourceLine,
  sliced,
  splitLines,
  trimmed,
  withoutComment,
} from "./source-line.ts";

/** What a file may refer to outside itself. */
export interface ExpandOptions {
  /** `--config-id`: which `@id` lines count. */
  readonly configId?: string;
  /** `${_INSTANCE}`: the config id, else the host's name. */
  readonly instance?: string;
  /** `${_PWD}`: the folder of a file, whole. */
  readonly folderOf?: (file: string) => string;
  /** Without it `include` is refused. */
  readonly include?: IncludeReader;
}

/** As deep, as many and as long as nothing is on purpose. */
const deepestInclude = 32;
const mostFiles = 1000;
const mostLines = 1_000_000;

/** Resolves `include`, `@id`, `$NAME=…` and `~SEQ` in the order of the lines, as the original does while it reads. */
export function expand(
  text: string,
  file: string,
  report: Report,
  options: ExpandOptions,
): readonly SourceLine[] {
  const expander = new Expander(report, options);
  expander.readFile(text, { name: file, depth: 0 });
  return expander.lines;
}

interface SourceFile {
  readonly name: string;
  readonly depth: number;
}

interface Place {
  readonly file: SourceFile;
  readonly line: number;
  readonly ours?: true;
}

class Expander {
  readonly lines: SourceLine[] = [];
  readonly #report: Report;
  readonly #options: ExpandOptions;
  readonly #definitions: Map<string, string>;
  #files = 0;

  constructor(report: Report, options: ExpandOptions) {
    this.#report = report;
    this.#options = options;
    const { configId, instance = configId } = options;
    this.#definitions = new Map([
      ["_HASH", "#"],
      ["_BANG", "!"],
      ...(instance === undefined ? [] : [["_INSTANCE", instance] as const]),
    ]);
  }

  readFile(text: string, file: SourceFile): void {
    this.#files += 1;
    const folderBefore = this.#definitions.get("_PWD");
    const { folderOf } = this.#options;
    if (folderOf !== undefined) this.#definitions.set("_PWD", folderOf(file.name));
    const lines = text.split(/\r?\n/);
    for (let index = 0; index < lines.length; index++) {
      const place = { file, line: index + 1 };
      let own = lines[index] ?? "";
      // Only a definition continues on the next line.
      while (/^\s*(@\S+\s+)?\$\w+=/.test(own) && own.endsWith("\\") && index + 1 < lines.length) {
        index += 1;
        own = `${own.slice(0, -1).trimEnd()}\n${lines[index]}`;
      }
      this.#read(mapped(own), place);
    }
    if (folderBefore !== undefined) this.#definitions.set("_PWD", folderBefore);
  }

  #read(whole: Mapped, place: Place): void {
    const line = trimmed(whole);
    const include = readInclude(withoutComment(line).text);
    if (include !== undefined) this.#include(include, line, place);
    else this.#readConditional(whole, line, place);
  }

  #readConditional(whole: Mapped, line: Mapped, at: Place): void {
    if (!line.text.startsWith("@")) this.#readDefinition(whole, line, at);
    else {
      const [condition = ""] = line.text.split(/\s/, 1);
      if (holds(condition, this.#options.configId)) {
        const rest = sliced(line, condition.length);
        const place = isOurs(condition) ? ({ ...at, ours: true } as const) : at;
        this.#readConditional(rest, trimmed(rest), place);
      }
    }
  }

  #readDefinition(whole: Mapped, line: Mapped, place: Place): void {
    const defined = line.text.startsWith("$") ? readDefinition(withoutComment(line).text) : undefined;
    if (defined !== undefined) this.#definitions.set(defined.name, defined.value);
    else if (line.text.startsWith("~")) this.#repeat(line, place);
    else this.#substitute(whole, place);
  }

  #substitute(whole: Mapped, place: Place): void {
    if (whole.text.includes("{_RANDOM")) this.#reportRandom(whole, place);
    const line = substitute(whole, this.#definitions);
    if (line === undefined) this.#reportEndless(whole, place);
    else if (line === whole) this.#emit(whole, place);
    else for (const part of splitLines(line)) this.#read(part, place);
  }

  #repeat(line: Mapped, place: Place): void {
    const end = line.text.indexOf(")") + 1;
    const head = substitute(sliced(line, 0, end), this.#definitions)?.text ?? "";
    const sequence = readSequence(head);
    if (sequence === undefined || this.lines.length > mostLines) {
      this.#reportSequence(line, place);
      return;
    }
    for (const value of sequence.values) {
      this.#definitions.set(sequence.name, value);
      const rest = sliced(line, end);
      this.#readConditional(rest, trimmed(rest), place);
    }
    this.#definitions.delete(sequence.name);
  }

  #emit(line: Mapped, { file, line: number, ours }: Place): void {
    const from = file.depth === 0 ? {} : { file: file.name };
    this.lines.push({ ...line, line: number, ...from, ...(ours && { ours }) });
  }

  #include(line: IncludeLine, at: Mapped, place: Place): void {
    const { include } = this.#options;
    const { file } = place;
    const word = wordOf(at, place);
    if (include === undefined) {
      this.#report.unsupported(word, {
        fr: `include "${line.pattern}" : d'autres fichiers ne sont pas lus ici.`,
        en: `include "${line.pattern}": other files are not read here.`,
      });
      return;
    }
    if (file.depth >= deepestInclude || this.#files >= mostFiles) {
      this.#report.mistake(word, "ERR_CONFIG_SYNTAX", nestedText);
      return;
    }
    const { files, missing } = include(line.pattern, file.name);
    if (files.length === 0 && (line.checks === "a" || line.checks === "w")) {
      this.#report.fatal(word, "ERR_CONFIG_REFERENCE", neededText(line), 6);
      return;
    }
    for (const path of missing) this.#report.mistake(word, "ERR_CONFIG_REFERENCE", missingText(path), 0);
    for (const { file: name, text } of files) this.readFile(text, { name, depth: file.depth + 1 });
  }

  #reportRandom(line: Mapped, place: Place): void {
    this.#report.unsupported(wordOf(line, place), {
      fr: "_RANDOM n'est pas pris en charge : écrivez le nombre.",
      en: "_RANDOM is not supported: write the number.",
    });
  }

  #reportEndless(line: Mapped, place: Place): void {
    this.#report.mistake(wordOf(line, place), "ERR_CONFIG_SYNTAX", {
      fr: "Une définition se contient elle-même : la ligne est ignorée.",
      en: "A definition contains itself: the line is ignored.",
    });
  }

  #reportSequence(line: Mapped, place: Place): void {
    this.#report.mistake(wordOf(line, place), "ERR_CONFIG_SYNTAX", {
      fr: `"${line.text}" : keepalived attend ~SEQ(VARIABLE, DÉBUT, PAS, FIN) ou ~LST(VARIABLE, VALEUR, …), et ignore la ligne.`,
      en: `"${line.text}": keepalived expects ~SEQ(VARIABLE, START, STEP, END) or ~LST(VARIABLE, VALUE, …), and ignores the line.`,
    });
  }
}

function wordOf({ text, columns }: Mapped, { file, line }: Place): Word {
  const from = file.depth === 0 ? {} : { file: file.name };
  return { text, quoted: false, line, column: columns[0] ?? 1, ...from };
}
