import {
  reportBrace,
  reportExtra,
  reportForeign,
  reportInList,
  reportNoBrace,
  reportNoValue,
  reportRepeated,
  reportUnclosed,
} from "./block-trouble.ts";
import type { Cursor } from "./cursor.ts";
import type {
  Keyword,
  KeywordTable,
  NotedKeyword,
  Statement,
  UnsupportedKeyword,
  ValueKeyword,
} from "./keyword.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";
import { reportInIgnored, reportUnknown } from "./unknown-keyword.ts";

export interface BlockInput<Draft> {
  readonly cursor: Cursor;
  readonly report: Report;
  readonly table: KeywordTable<Draft>;
  readonly draft: Draft;
}

/** Reads the lines of a block up to its `}`. `opener` is the word that a missing `}` is reported at. */
export function readBlock<Draft>(input: BlockInput<Draft>, opener: Word): void {
  const seen = new Set<string>();
  const orphansBefore = input.cursor.orphans;
  for (let item = input.cursor.next(); item !== undefined; item = input.cursor.next()) {
    if (item.kind === "close") return;
    if (item.kind === "open") input.cursor.orphans += 1;
    else if (input.cursor.orphans > orphansBefore) readConsequence(input, item.words, seen);
    else readStatement(input, item.words, seen);
  }
  reportUnclosed(input.report, input.cursor.blameUnclosed(opener));
}

/** Reads a line, or a block, of a table that stands at the top of a file. */
export function readLine<Draft>(input: BlockInput<Draft>, words: readonly [Word, ...Word[]]): void {
  readStatement(input, words, new Set());
}

function readStatement<Draft>(
  input: BlockInput<Draft>,
  words: readonly [Word, ...Word[]],
  seen: Set<string>,
): void {
  const [keyword, ...values] = words;
  const row = Object.hasOwn(input.table, keyword.text) ? input.table[keyword.text] : undefined;
  const foreign = row?.kind === "value" && row.ours === true && keyword.ours !== true;
  if (row === undefined) reportUnknown(input, keyword);
  else if (foreign) reportForeign(input.report, keyword);
  else readKnown(input, row, { keyword, values }, seen);
}

/** Inside a brace that was ignored: what the table knows counts, as for the original; what it does not was reported. */
function readConsequence<Draft>(
  input: BlockInput<Draft>,
  words: readonly [Word, ...Word[]],
  seen: Set<string>,
): void {
  if (Object.hasOwn(input.table, words[0].text)) readStatement(input, words, seen);
  else reportInIgnored(input, words[0]);
}

function readKnown<Draft>(
  input: BlockInput<Draft>,
  row: Keyword<Draft>,
  statement: Statement,
  seen: Set<string>,
): void {
  const { keyword } = statement;
  if (row.kind === "unsupported" || row.kind === "noted") passOver(input, row, keyword);
  else if (row.kind === "value") readValue(input, row, statement, seen);
  else {
    if (input.cursor.takeOpen() === undefined) reportNoBrace(input.report, keyword);
    if (row.kind === "block") readBlock({ ...input, table: row.table }, keyword);
    else readList(input, row.read, keyword);
  }
}

function readList<Draft>(
  { cursor, report, draft }: BlockInput<Draft>,
  read: ValueKeyword<Draft>["read"],
  opener: Word,
): void {
  for (let item = cursor.next(); item !== undefined; item = cursor.next()) {
    if (item.kind === "close") return;
    if (item.kind === "open") cursor.orphans += 1;
    else {
      const [keyword, ...values] = item.words;
      const unclosed = cursor.unclosedBefore(keyword);
      if (unclosed === undefined) read(draft, { keyword, values }, report);
      else reportInList(report, keyword, unclosed);
    }
  }
  reportUnclosed(report, cursor.blameUnclosed(opener));
}

function readValue<Draft>(
  { cursor, report, draft }: BlockInput<Draft>,
  row: ValueKeyword<Draft>,
  statement: Statement,
  seen: Set<string>,
): void {
  const { keyword, values } = statement;
  const [minimum, maximum] = row.words;
  if (values.length < minimum) {
    reportNoValue(report, keyword);
    return;
  }
  const extra = values[maximum];
  if (extra !== undefined) reportExtra(report, keyword, extra);
  if (seen.has(keyword.text) && row.repeats !== true) reportRepeated(report, keyword);
  seen.add(keyword.text);
  row.read(draft, statement, report);
  const brace = cursor.takeOpen();
  if (brace === undefined) return;
  cursor.orphans += 1;
  reportBrace(report, brace, keyword);
}

/** Passes over a keyword that has no effect or is refused, with its block when it has one. */
export function passOver(
  { cursor, report }: Pick<BlockInput<never>, "cursor" | "report">,
  { kind, doc }: NotedKeyword | UnsupportedKeyword,
  keyword: Word,
): void {
  if (cursor.takeOpen() !== undefined) cursor.skipBlock();
  const { text } = keyword;
  if (kind === "noted") report.note(keyword, { fr: `${text} : ${doc.fr}`, en: `${text}: ${doc.en}` });
  else {
    report.unsupported(keyword, {
      fr: `keepalived connaît "${text}", mais cette commande refuse de démarrer plutôt que de l'ignorer. ${doc.fr}`,
      en: `keepalived knows "${text}", but this command refuses to start rather than to ignore it. ${doc.en}`,
    });
  }
}
