import type { ProxyDraft, ProxyKind } from "./draft.ts";
import { newProxy, proxyFrom } from "./draft.ts";
import { badCharacter, endsAt, type LineContext, refuse, wordAt } from "./keyword.ts";
import { knownSections } from "./known.ts";
import type { SectionKind } from "./section-kind.ts";
import { otherSections } from "./sections.ts";

/** Where the following lines belong; `lost`: behind a section that could not be opened. */
export type Section =
  | { readonly kind: "none" | "global" | "unsupported" | "lost" }
  | { readonly kind: "proxy"; readonly proxy: ProxyDraft }
  | { readonly kind: "other"; readonly table: SectionKind };

/** `global`, `defaults [NAME] [from NAME]`, `frontend NAME [from NAME]`, … */
export function openSection(context: LineContext, kind: "global" | ProxyKind): Section {
  if (kind === "global") return endsAt(context, 1) ? { kind: "global" } : { kind: "lost" };
  return kind === "defaults" ? openDefaults(context) : openProxy(context, kind);
}

function openDefaults(context: LineContext): Section {
  const [first, second, third] = [wordAt(context, 1), wordAt(context, 2), wordAt(context, 3)];
  const name = first === "from" ? "" : first;
  const parentName = first === "from" ? second : second === "from" ? third : "";
  const parent = parentOf(context, parentName, newProxy("defaults", "", context.place(0)));
  if (!parent) return { kind: "lost" };
  const draft = proxyFrom(parent, "defaults", name, context.place(0));
  context.file.defaults = draft;
  if (name !== "") context.file.namedDefaults.set(name, draft);
  return { kind: "proxy", proxy: draft };
}

function openProxy(context: LineContext, kind: Exclude<ProxyKind, "defaults">): Section {
  const name = wordAt(context, 1);
  if (name === "") return refuseName(context, { fr: "attend un nom.", en: "expects a name." });
  const bad = badCharacter(name);
  if (bad !== undefined) {
    return refuseName(context, {
      fr: `ne peut pas s'appeler "${name}" : "${bad}" n'y est pas permis. Restent lettres, chiffres et -_.:`,
      en: `cannot be named "${name}": "${bad}" may not stand there. Letters, digits and -_.: may.`,
    });
  }
  const extra = wordAt(context, 2);
  if (extra !== "" && extra !== "from") {
    refuse(context, 2, "ERR_CONFIG_SYNTAX", {
      fr: `"${extra}" ne suit pas un nom de section. Une adresse s'écrit dessous : "bind ${extra}".`,
      en: `"${extra}" does not follow a section's name. An address is written below: "bind ${extra}".`,
    });
    return { kind: "lost" };
  }
  refuseTwin(context, kind, name);
  const parent = parentOf(context, extra === "from" ? wordAt(context, 3) : "", context.file.defaults);
  if (!parent) return { kind: "lost" };
  const proxy = proxyFrom(parent, kind, name, context.place(1));
  context.file.proxies.push(proxy);
  return { kind: "proxy", proxy };
}

function refuseName(context: LineContext, text: { readonly fr: string; readonly en: string }): Section {
  const kind = wordAt(context, 0);
  refuse(context, 1, "ERR_CONFIG_VALUE", { fr: `"${kind}" ${text.fr}`, en: `"${kind}" ${text.en}` });
  return { kind: "lost" };
}

function parentOf(context: LineContext, name: string, otherwise: ProxyDraft): ProxyDraft | undefined {
  if (name === "") return otherwise;
  const found = context.file.namedDefaults.get(name);
  if (!found) {
    refuse(context, context.words.length - 1, "ERR_CONFIG_REFERENCE", {
      fr: `Aucune section "defaults ${name}" ne précède celle-ci.`,
      en: `No section "defaults ${name}" stands before this one.`,
    });
  }
  return found;
}

/** A frontend and a backend may share a name; two sections that share a half may not. */
function refuseTwin(context: LineContext, kind: ProxyKind, name: string): void {
  const halves = (one: ProxyKind): string => (one === "listen" ? "fb" : one === "frontend" ? "f" : "b");
  const share = (other: ProxyDraft): boolean =>
    [...halves(kind)].some((half) => halves(other.kind).includes(half));
  const twin = context.file.proxies.find((other) => other.name === name && share(other));
  if (!twin) return;
  refuse(context, 1, "ERR_CONFIG_DUPLICATE", {
    fr: `"${twin.kind} ${name}" existe déjà à la ligne ${twin.line}. Donnez un autre nom à l'un des deux.`,
    en: `"${twin.kind} ${name}" exists already at line ${twin.line}. Give one of the two another name.`,
  });
}

/** The sections that a line may open. */
export const sectionNames = ["global", "defaults", "frontend", "backend", "listen"] as const;

/** True for the first word of a section of ours. */
export function isSection(word: string): word is (typeof sectionNames)[number] {
  return (sectionNames as readonly string[]).includes(word);
}

/** `userlist NAME`, `peers NAME`, … */
export function openOther(context: LineContext, table: SectionKind): Section {
  const name = wordAt(context, 1);
  if (name === "") return refuseName(context, { fr: "attend un nom.", en: "expects a name." });
  if (!table.loose && !endsAt(context, 2)) return { kind: "lost" };
  if (!table.open(context, name)) return { kind: "lost" };
  return { kind: "other", table };
}

/** What `$.SECTION` stands for from this line on: the section's name, or its kind; undefined where none begins. */
export function sectionTitle(context: LineContext): string | undefined {
  const word = wordAt(context, 0);
  if (
    context.negated ||
    !(isSection(word) || knownSections.has(word) || otherSections.some(({ name }) => name === word))
  )
    return undefined;
  return wordAt(context, 1) || word;
}
