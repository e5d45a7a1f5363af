import { readFile } from "node:fs/promises";
import { type Document, isAlias, LineCounter, parseDocument, visit } from "yaml";
import type { z } from "zod";
import type { Place } from "../../agent/base/problem.ts";
import type { LabCode } from "../errors.ts";
import { labError } from "../errors.ts";
import { complaintsOf } from "./issue.ts";
import { formatPath, offsetOf, type Path, type Side } from "./position.ts";
import { type DocumentProblem, documentError, inEvery } from "./problem.ts";
import { shownPath } from "./shown-path.ts";
import { syntaxText } from "./syntax.ts";

/** The codes under which the problems of one kind of document are reported. */
export interface DocumentCodes {
  readonly read: LabCode;
  readonly syntax: LabCode;
  readonly key: LabCode;
  readonly value: LabCode;
}

export interface DocumentOptions {
  /** Keys that the schema need not know and that are left out of the data: Compose's `x-…`. */
  readonly isExtension?: (key: string, path: Path) => boolean;
}

export interface ReadDocument<Data> {
  readonly data: Data;
  /** The file as it is shown: relative to the working directory when it lies below it. */
  readonly file: string;
  /** Where something stands, for checks that a schema cannot make. */
  at(path: Path, side?: Side): Place;
}

/**
 * Reads a YAML file (merge keys `<<` included) through a schema of strict objects.
 * @throws LabError with all problems at once, each `file:line:column: key.path: what is wrong; what to do`
 */
export async function readDocument<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  codes: DocumentCodes,
  options: DocumentOptions = {},
): Promise<ReadDocument<z.output<Schema>>> {
  const file = shownPath(path);
  const lines = new LineCounter();
  const document = parseDocument(await readText(path, file, codes), {
    merge: true,
    prettyErrors: false,
    lineCounter: lines,
  });
  const placeOf = (offset: number): Place => ({
    file,
    line: lines.linePos(offset).line,
    column: lines.linePos(offset).col,
  });
  refuse(syntaxProblems(document, placeOf, codes));
  const at = (where: Path, side: Side = "value") => placeOf(offsetOf(document, where, side));
  const raw = withoutExtensions(plainData(document, placeOf, codes), options, []);
  const result = schema.safeParse(raw);
  if (result.success) return { data: result.data, file, at };
  const complaints = result.error.issues.flatMap((issue) => complaintsOf(issue, schema, raw));
  const problems = complaints.map((each): DocumentProblem => {
    const text = inEvery((language) =>
      [formatPath(each.path), each.text[language]].filter(Boolean).join(": "),
    );
    return { ...at(each.path, each.side), code: codes[each.kind], text };
  });
  return refuse(problems, result.error) as never;
}

/** Throws when there are problems; one in an anchor is named once, not once for each service that merges it. */
export function refuse(problems: readonly DocumentProblem[], cause?: unknown): void {
  const byPlace = new Map<string, DocumentProblem>();
  for (const each of problems) {
    const key = `${each.line}:${each.column} ${each.code} ${lastWords(each)}`;
    if (!byPlace.has(key)) byPlace.set(key, each);
  }
  const [first, ...rest] = byPlace.values();
  if (first !== undefined) throw documentError([first, ...rest], cause);
}

function lastWords({ text }: DocumentProblem): string {
  return text.en.slice(text.en.indexOf(": "));
}

async function readText(path: string, file: string, codes: DocumentCodes): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    const fr = `${file} : le fichier ne peut pas être lu (${reason}). Vérifiez le chemin et les droits.`;
    throw labError(
      codes.read,
      { fr, en: `${file}: the file cannot be read (${reason}). Check the path and the permissions.` },
      cause,
    );
  }
}

function syntaxProblems(
  document: Document,
  placeOf: (offset: number) => Place,
  codes: DocumentCodes,
): DocumentProblem[] {
  const problems = [...document.errors, ...document.warnings].map((error) => ({
    ...placeOf(error.pos[0]),
    code: codes.syntax,
    text: syntaxText(error.code, error.message),
  }));
  visit(document, (_, node) => {
    if (!isAlias(node) || node.resolve(document) !== undefined) return;
    const fr = `« *${node.source} » ne renvoie à aucune ancre ; définissez « &${node.source} » plus haut`;
    const en = `"*${node.source}" refers to no anchor; define "&${node.source}" above it`;
    problems.push({ ...placeOf(node.range?.[0] ?? 0), code: codes.syntax, text: { fr, en } });
  });
  return problems;
}

/** Too many aliases of aliases (a "billion laughs" file) are refused by the YAML library here. */
function plainData(document: Document, placeOf: (offset: number) => Place, codes: DocumentCodes): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return refuse(
      [
        {
          ...placeOf(0),
          code: codes.syntax,
          text: { fr: `YAML illisible : ${reason}`, en: `unreadable YAML: ${reason}` },
        },
      ],
      cause,
    );
  }
}

function withoutExtensions(value: unknown, options: DocumentOptions, path: Path): unknown {
  const { isExtension } = options;
  if (isExtension === undefined || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value))
    return value.map((item, index) => withoutExtensions(item, options, [...path, index]));
  const kept = Object.entries(value).filter(([key]) => !isExtension(key, path));
  return Object.fromEntries(
    kept.map(([key, child]) => [key, withoutExtensions(child, options, [...path, key])]),
  );
}
