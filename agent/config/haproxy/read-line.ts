import { didYouMean, nearest } from "../../base/nearest.ts";
import { namedDefaultsOnly, refusedInDefaults } from "./defaults.ts";
import { globalKeywords, proxyKeywords } from "./index.ts";
import { type LineContext, type ProxyContext, readKeyword, refuse, wordAt } from "./keyword.ts";
import { absentGlobal, knownGlobal, knownProxy, knownSections } from "./known.ts";
import { removedKeywords } from "./removed.ts";
import { isSection, openOther, openSection, type Section, sectionNames } from "./section.ts";
import type { SectionKind } from "./section-kind.ts";
import { otherSections } from "./sections.ts";

/** Reads the words of one line into the draft; gives the section that the next line belongs to. */
export function readWords(context: LineContext, section: Section): Section {
  const word = wordAt(context, 0);
  if (context.negated && !negatable.has(word)) return refuseNegation(context, section);
  if (isSection(word)) return openSection(context, word);
  const table = otherSections.find(({ name }) => name === word);
  if (table) return openOther(context, table);
  if (knownSections.has(word)) return openForeign(context, word);
  else if (section.kind === "none") refuseOutside(context, word);
  else if (section.kind === "lost") refuseLost(context, word);
  else if (section.kind === "global") readGlobal(context, word);
  else if (section.kind === "other") readOther(context, section.table, word);
  else if (section.kind === "proxy") readProxy({ ...context, proxy: section.proxy }, word);
  return section;
}

function openForeign(context: LineContext, word: string): Section {
  context.report.unsupported(context.place(0), word, knownSections.get(word));
  return { kind: "unsupported" };
}

const negatable: ReadonlySet<string> = new Set([
  "option",
  "log",
  ...globalKeywords.filter((keyword) => keyword.negatable).map(({ name }) => name),
]);

function refuseNegation(context: LineContext, section: Section): Section {
  const word = wordAt(context, 0);
  refuse(context, 0, "ERR_CONFIG_SYNTAX", {
    fr: `"no" ne va qu'avec ${[...negatable].join(", ")}, pas avec "${word}". Retirez la ligne.`,
    en: `"no" goes with ${[...negatable].join(", ")} only, not with "${word}". Remove the line.`,
  });
  return section;
}

function refuseOutside(context: LineContext, word: string): void {
  const hint = didYouMean(word, sectionNames);
  refuse(context, 0, "ERR_CONFIG_KEYWORD", {
    fr: `"${word}" est hors de toute section.${hint.fr || ` Commencez par ${sectionNames.join(", ")}.`}`,
    en: `"${word}" stands outside of every section.${hint.en || ` Begin with ${sectionNames.join(", ")}.`}`,
  });
}

function refuseLost(context: LineContext, word: string): void {
  refuse(context, 0, "ERR_CONFIG_SYNTAX", {
    fr: `"${word}" ne peut pas être lu : la section au-dessus est refusée. Corrigez d'abord celle-ci.`,
    en: `"${word}" cannot be read: the section above it is refused. Correct that one first.`,
  });
}

function readOther(context: LineContext, { name, keywords }: SectionKind, word: string): void {
  const keyword = keywords.find((candidate) => candidate.name === word);
  if (keyword) readKeyword(keyword, context);
  else
    refuseKeyword(
      context,
      name,
      keywords.map((row) => row.name),
    );
}

function readGlobal(context: LineContext, word: string): void {
  const keyword = globalKeywords.find((candidate) => candidate.name === word);
  if (keyword) {
    readKeyword(keyword, context);
    return;
  }
  if (knownGlobal.has(word)) {
    context.report.unsupported(context.place(0), word, knownGlobal.get(word));
    return;
  }
  if (Object.hasOwn(removedKeywords, word)) {
    refuseRemoved(context, removedKeywords[word] ?? "");
    return;
  }
  const absent = absentGlobal.get(word);
  if (absent) {
    refuse(context, 0, "ERR_CONFIG_KEYWORD", {
      fr: `HAProxy est construit sans "${word}" : ${absent.fr}. Retirez la ligne.`,
      en: `HAProxy is built without "${word}": ${absent.en}. Remove the line.`,
    });
    return;
  }
  refuseKeyword(context, "global", [...globalKeywords.map((row) => row.name), ...knownGlobal.keys()]);
}

function readProxy(context: ProxyContext, word: string): void {
  const { kind, name } = context.proxy;
  context.file.lines.push(context);
  const keyword = proxyKeywords[kind].find((candidate) => candidate.name === word);
  if (keyword) {
    readKeyword(keyword, context);
    return;
  }
  if (kind === "defaults" && refusedInDefaults.has(word)) {
    if (name !== "" && namedDefaultsOnly.has(word))
      context.report.unsupported(context.place(0), `defaults … ${word}`);
    else refuseHere(context, "defaults");
    return;
  }
  if (Object.hasOwn(removedKeywords, word)) {
    refuseRemoved(context, removedKeywords[word] ?? "");
    return;
  }
  const other = proxyKeywords.listen.find((candidate) => candidate.name === word);
  if (other?.side === undefined && other) {
    refuseHere(context, `${kind} ${name}`);
    return;
  }
  if (other) {
    ignoreHere(context, other.side === "back" ? "backend" : "frontend");
    // What does not count must make sense all the same.
    if (word === "use_backend") other.read(context);
    return;
  }
  if (knownProxy.has(word)) {
    context.report.unsupported(context.place(0), word, knownProxy.get(word));
    return;
  }
  const known = [...proxyKeywords.listen.map((row) => row.name), ...knownProxy.keys(), ...sectionNames];
  refuseKeyword(context, `${kind} ${name}`.trim(), known);
}

function refuseKeyword(context: LineContext, where: string, known: readonly string[]): void {
  const word = wordAt(context, 0);
  const hint = didYouMean(word, known);
  const text = {
    fr: `"${word}" n'est pas un mot-clé de ${where}.${hint.fr || " Corrigez ou retirez la ligne."}`,
    en: `"${word}" is not a keyword of ${where}.${hint.en || " Correct or remove the line."}`,
  };
  refuse(context, 0, "ERR_CONFIG_KEYWORD", text, nearest(word, known));
}

function refuseRemoved(context: LineContext, replacement: string): void {
  const word = wordAt(context, 0);
  refuse(context, 0, "ERR_CONFIG_KEYWORD", {
    fr: `"${word}" n'existe plus. Écrivez "${replacement}".`,
    en: `"${word}" does not exist any more. Write "${replacement}".`,
  });
}

function refuseHere(context: LineContext, where: string): void {
  const word = wordAt(context, 0);
  refuse(context, 0, "ERR_CONFIG_KEYWORD", {
    fr: `"${word}" n'est pas permis dans ${where}. Déplacez la ligne dans la section qui convient.`,
    en: `"${word}" is not allowed in ${where}. Move the line to the section where it belongs.`,
  });
}

function ignoreHere(context: ProxyContext, belongs: "frontend" | "backend"): void {
  const word = wordAt(context, 0);
  const { kind, name } = context.proxy;
  // The original ignores the line, and yet follows it when it looks for loops.
  if (word.endsWith("_backend") && wordAt(context, 1) === name) {
    refuse(context, 1, "ERR_CONFIG_REFERENCE", {
      fr: `${name} enverrait vers lui-même. Retirez la ligne.`,
      en: `${name} would send to itself. Remove the line.`,
    });
  }
  context.report.warned(context.place(0), "ERR_CONFIG_KEYWORD", {
    fr: `"${word}" est ignoré dans ${kind} ${name} : il ne vaut que dans un ${belongs}. Déplacez-le.`,
    en: `"${word}" is ignored in ${kind} ${name}: it counts in a ${belongs} only. Move it.`,
  });
}
