import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The course's documents, by the short names that the tables use. */
export const documents = {
  annexe: "annexe-keepalived",
  bts: "bts-sio-haproxy-keepalived",
  apache: "keepalived-apache",
  module: "module-16-haute-disponibilite",
  supermarket: "supermarche",
} as const;

export type DocumentName = keyof typeof documents;

/** Something that a document prints as code. */
export interface Piece {
  readonly document: DocumentName;
  /** `fence`: between two lines of backticks; `span`: inside a line; `term`: before a tab, with its explanation behind. */
  readonly form: "fence" | "span" | "term";
  /** Fences only: counted from 1. */
  readonly number?: number;
  /** Of the document, from 1; a fence's is that of its backticks. */
  readonly line: number;
  readonly text: string;
}

const beside = fileURLToPath(new URL("../../../shared/course/", import.meta.url));
/** Where the documents are: beside the checkout, or where BASCULE_COURSE says. */
const documentFolder = process.env.BASCULE_COURSE ?? beside;
export const hasDocuments = existsSync(documentFolder);

/** Every document in the folder, by its file name without `.md`. */
export function documentFiles(): readonly string[] {
  const names = readdirSync(documentFolder).filter((name) => name.endsWith(".md"));
  return names.map((name) => name.slice(0, -".md".length));
}

export function readPieces(document: DocumentName): readonly Piece[] {
  return piecesOf(document, readFileSync(join(documentFolder, `${documents[document]}.md`), "utf8"));
}

/** @param text Markdown; fences may be indented, as those inside lists are */
export function piecesOf(document: DocumentName, text: string): readonly Piece[] {
  const lines = text.split("\n");
  const pieces: Piece[] = [];
  let fence: { readonly line: number; readonly body: string[] } | undefined;
  let number = 0;
  for (const [index, line] of lines.entries()) {
    if (/^\s*```/.test(line)) {
      if (fence === undefined) fence = { line: index + 1, body: [] };
      else {
        number += 1;
        pieces.push({
          document,
          form: "fence",
          number,
          line: fence.line,
          text: `${fence.body.join("\n")}\n`,
        });
        fence = undefined;
      }
    } else if (fence === undefined) pieces.push(...inlinePieces(document, index + 1, line));
    else fence.body.push(line);
  }
  if (fence !== undefined)
    throw new Error(`${documents[document]}: the fence of line ${fence.line} does not end`);
  return pieces;
}

function inlinePieces(document: DocumentName, line: number, text: string): readonly Piece[] {
  const spans = [...text.matchAll(/`([^`]+)`|<code>(.*?)<\/code>/g)].map(
    ([, ticks, tag]) => ticks ?? tag ?? "",
  );
  const [term, explanation] = text.split("\t");
  const terms = explanation === undefined || spans.length > 0 ? [] : [term ?? ""];
  return [
    ...spans.map((span): Piece => ({ document, form: "span", line, text: span })),
    ...terms.map((word): Piece => ({ document, form: "term", line, text: word })),
  ];
}
