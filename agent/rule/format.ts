import type { Reference } from "../acl/argument.ts";
import { splitCalls } from "../acl/call.ts";
import { readCalls, refuseForm } from "../acl/expression.ts";
import { asText } from "../acl/sample.ts";
import { isMissing, type Scope } from "../acl/scope.ts";
import { fatal, good, type Parsed } from "../acl/trouble.ts";
import type { RequestView } from "../acl/view.ts";
import { type Alias, aliases } from "./alias.ts";
import { type Flags, noFlags, readFlags, written } from "./format-flag.ts";
import type { LogLine } from "./log-line.ts";

/** A text with places for what the request says: `https://%[req.hdr(host)]%[path]`. */
export interface Format {
  readonly references: readonly Reference[];
  readonly fill: (view: RequestView) => string;
  /** The same of a line of a log, where what there is none of is a dash. */
  readonly fillLine: (line: LogLine) => string;
}

type Piece = (view: RequestView | undefined, line: LogLine | undefined) => string;

/** A text that is meant as it stands. */
export function plainFormat(text: string): Parsed<Format> {
  return good({ references: [], fill: () => text, fillLine: () => text });
}

/** Reads a format (manual §8.2.4); a percent sign that is meant is written twice. */
export function parseFormat(text: string, scope: Scope, at: number): Parsed<Format> {
  return new FormatReader(text, scope, at).read();
}

class FormatReader {
  readonly #text: string;
  readonly #scope: Scope;
  readonly #place: number;
  readonly #pieces: Piece[] = [];
  readonly #references: Reference[] = [];
  /** Those that `%{+Q}o` sets for all that follows. */
  #flags: Flags = noFlags;
  #at = 0;

  constructor(text: string, scope: Scope, at: number) {
    this.#text = text;
    this.#scope = scope;
    this.#place = at;
  }

  read(): Parsed<Format> {
    while (this.#at < this.#text.length) {
      const bad = this.#text[this.#at] === "%" ? this.#variable() : this.#literal();
      if (bad) return bad;
    }
    const pieces = this.#pieces;
    const [only] = pieces;
    const merges = this.#scope.phase === "log";
    const join = (view: RequestView | undefined, line: LogLine | undefined): string => {
      let text = "";
      for (const piece of pieces) {
        const next = piece(view, line);
        // In a log line no blank follows another, nor begins it.
        text += merges && next.startsWith(" ") && (text === "" || text.endsWith(" ")) ? next.slice(1) : next;
      }
      return text;
    };
    const fill = only && pieces.length === 1 && !merges ? only : join;
    return good({
      references: this.#references,
      fill: (view) => fill(view, undefined),
      fillLine: (line) => fill(line.record.view, line),
    });
  }

  /** Up to the next percent sign; of several blanks in a log line one is left. */
  #literal(): undefined {
    const next = this.#text.indexOf("%", this.#at);
    const end = next < 0 ? this.#text.length : next;
    const text = this.#text.slice(this.#at, end);
    this.#at = end;
    const shown = this.#scope.phase === "log" ? text.replace(/ {2,}/g, " ") : text;
    this.#pieces.push(() => shown);
  }

  #variable(): ReturnType<typeof fatal> | undefined {
    this.#at++;
    if (this.#text[this.#at] === "%") {
      this.#at++;
      this.#pieces.push(() => "%");
      return undefined;
    }
    let flags = this.#flags;
    if (this.#text[this.#at] === "{") {
      const end = this.#text.indexOf("}", this.#at);
      const read = end < 0 ? undefined : readFlags(this.#text.slice(this.#at + 1, end), flags);
      if (!read) return this.#refuse();
      flags = read;
      this.#at = end + 1;
    }
    return this.#text[this.#at] === "[" ? this.#expression(flags) : this.#alias(flags);
  }

  #expression(wanted: Flags): ReturnType<typeof fatal> | undefined {
    // As the original: what is found stays as it is.
    const flags = wanted.hex ? { ...wanted, hex: false } : wanted;
    const rest = this.#text.slice(this.#at + 1);
    const read = splitCalls(rest, "]");
    if (!read) return refuseForm(rest, this.#place);
    this.#at += read.length + 2;
    const parsed = readCalls(read.calls, this.#scope, this.#place);
    if (parsed.kind === "bad") return parsed;
    if (isMissing(parsed.value, this.#scope.phase))
      return refuseGone(rest.slice(0, read.length), this.#place);
    this.#references.push(...parsed.value.references);
    const { one } = parsed.value;
    const log = this.#scope.phase === "log";
    const plain = flags === noFlags && !log;
    this.#pieces.push((view) => {
      const sample = view && one(view);
      if (plain) return sample === undefined ? "" : asText(sample);
      return written(sample, flags, log ? "-" : "");
    });
    return undefined;
  }

  #alias(flags: Flags): ReturnType<typeof fatal> | undefined {
    const [name = ""] = /^[A-Za-z]+/.exec(this.#text.slice(this.#at)) ?? [];
    if (name === "") return this.#refuse();
    this.#at += name.length;
    if (name === "o") {
      this.#flags = flags;
      return undefined;
    }
    const alias = aliases.get(name);
    if (!alias) return this.#refuseAlias(name);
    this.#pieces.push(aliasPiece(alias, flags, this.#scope.phase === "log"));
    return undefined;
  }

  #refuse(): ReturnType<typeof fatal> {
    return fatal(this.#place, "ERR_CONFIG_SYNTAX", {
      fr: `"${this.#text}" : un pour cent qui en est un s'écrit "%%" ; une valeur de la requête s'écrit %[path].`,
      en: `"${this.#text}": a percent sign that is meant is written "%%"; a value of the request is written %[path].`,
    });
  }

  #refuseAlias(name: string): ReturnType<typeof fatal> {
    return fatal(this.#place, "ERR_CONFIG_VALUE", {
      fr: `La variable "%${name}" n'existe pas. Un pour cent qui en est un s'écrit "%%".`,
      en: `There is no variable "%${name}". A percent sign that is meant is written "%%".`,
    });
  }
}

function aliasPiece({ read, list, bare, blank, hex }: Alias, wanted: Flags, log: boolean): Piece {
  const flags = { ...wanted, quoted: wanted.quoted && !bare && !list, hex: wanted.hex && hex === true };
  const missing = log && !list && !blank ? "-" : "";
  return (view, line) => written(read(view, line, wanted), flags, missing);
}

function refuseGone(name: string, at: number): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_REFERENCE", {
    fr: `"${name}" ne se trouve pas à cet endroit. Gardez la valeur dans une variable : http-request set-var(txn.x).`,
    en: `"${name}" is not to be found in this place. Keep the value in a variable: http-request set-var(txn.x).`,
  });
}
