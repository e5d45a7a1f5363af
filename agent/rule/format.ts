import type { Reference } from "../acl/argument.ts";
import { type Expression, parseExpression } from "../acl/expression.ts";
import { asText } from "../acl/sample.ts";
import { isMissing, type Scope } from "../acl/scope.ts";
import { fatal, good, type Parsed, unsupported } from "../acl/trouble.ts";
import type { RequestView } from "../acl/view.ts";

/** A text with places for what the request says: `https://%[req.hdr(host)]%[path]`. */
export interface Format {
  readonly references: readonly Reference[];
  readonly fill: (view: RequestView) => string;
}

type Piece = (view: RequestView) => string;

/** The short names, and the expressions that they stand for: manual §8.2.4 [T]. */
const variables: Readonly<Record<string, string>> = {
  ci: "src",
  cp: "src_port",
  fi: "dst",
  fp: "dst_port",
  HM: "method",
  HU: "url",
  HP: "path",
};

/** What the original knows of `%NAME` beside these. */
const otherVariables = new Set(
  "o B Tc Td Tg TG Th Ti Tl TL Tm Tq Tr TR Ts Tt Ta Tu Tw U ac b bc bi bp bq CC CS f fc ft H hr hrl hs hsl ID ms pid r rc rt s sc si sp sq sslc sslv st T t tr trg trl ts tsc HQ HPO HV lc".split(
    " ",
  ),
);

/** Reads a format (manual §8.2.4); a percent sign that is meant is written twice. */
export function parseFormat(text: string, scope: Scope, at: number): Parsed<Format> {
  const pieces: Piece[] = [];
  const references: Reference[] = [];
  for (let rest = text; rest !== ""; ) {
    const part = nextPart(rest);
    rest = rest.slice(part.length);
    if (part.kind === "text") {
      pieces.push(() => part.text);
      continue;
    }
    if (part.kind === "bad") return refuse(text, at);
    const name = part.kind === "variable" ? variables[part.name] : part.text;
    if (name === undefined || part.kind === "flags") return refuseVariable(part.name, at);
    const parsed = parseExpression(name, scope, at);
    if (parsed.kind === "bad") return parsed;
    if (isMissing(parsed.value, scope.phase)) return refuseMissing(name, at);
    references.push(...parsed.value.references);
    pieces.push(textOf(parsed.value));
  }
  const [only] = pieces;
  if (only && pieces.length === 1) return good({ references, fill: only });
  return good({ references, fill: (view) => pieces.map((piece) => piece(view)).join("") });
}

/** Where the request has no such thing, there is nothing. */
function textOf({ one }: Expression): Piece {
  return (view) => {
    const sample = one(view);
    return sample === undefined ? "" : asText(sample);
  };
}

interface Part {
  readonly kind: "text" | "expression" | "variable" | "flags" | "bad";
  readonly length: number;
  readonly text: string;
  readonly name: string;
}

function nextPart(text: string): Part {
  const at = text.indexOf("%");
  if (at !== 0) {
    const plain = at < 0 ? text : text.slice(0, at);
    return { kind: "text", length: plain.length, text: plain, name: "" };
  }
  if (text.startsWith("%%")) return { kind: "text", length: 2, text: "%", name: "" };
  if (text.startsWith("%[")) return expressionPart(text);
  if (text.startsWith("%{")) return { kind: "flags", length: text.length, text, name: "{…}" };
  const [, name = ""] = /^%([A-Za-z]+)/.exec(text) ?? [];
  return { kind: name === "" ? "bad" : "variable", length: name.length + 1, text: name, name };
}

function expressionPart(text: string): Part {
  const end = text.indexOf("]");
  if (end < 0) return { kind: "bad", length: text.length, text, name: "" };
  return { kind: "expression", length: end + 1, text: text.slice(2, end), name: "" };
}

function refuseMissing(name: string, at: number): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_REFERENCE", {
    fr: `"${name}" ne se trouve pas à cet endroit. Gardez la valeur dans une variable : http-request set-var(txn.x).`,
    en: `"${name}" is not to be found in this place. Keep the value in a variable: http-request set-var(txn.x).`,
  });
}

function refuse(text: string, at: number): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_SYNTAX", {
    fr: `"${text}" : un pour cent qui en est un s'écrit "%%" ; une valeur de la requête s'écrit %[path].`,
    en: `"${text}": a percent sign that is meant is written "%%"; a value of the request is written %[path].`,
  });
}

function refuseVariable(name: string, at: number): ReturnType<typeof fatal> {
  if (name === "{…}" || otherVariables.has(name)) return unsupported(at, `%${name}`);
  return fatal(at, "ERR_CONFIG_VALUE", {
    fr: `La variable "%${name}" n'existe pas. Un pour cent qui en est un s'écrit "%%".`,
    en: `There is no variable "%${name}". A percent sign that is meant is written "%%".`,
  });
}
