import type { Frontend } from "./config.ts";
import { pathFrom } from "./default-path.ts";
import type { FileDraft, ProxyDraft } from "./draft.ts";
import { endsAt, type Keyword, type LineContext, refuse, wordAt } from "./keyword.ts";

/** `h1-case-adjust`: names of headers as clients or servers want them that cannot read them in small letters [T]. */
export const nameCaseKeywords: readonly Keyword[] = [
  { name: "h1-case-adjust", read: readOne },
  { name: "h1-case-adjust-file", read: readFile },
];

function readOne(context: LineContext): void {
  const [from, to] = [wordAt(context, 1), wordAt(context, 2)];
  if (from !== "" && to !== "" && endsAt(context, 3)) add(context, from, to, 1);
  else if (to === "") {
    refuse(context, from === "" ? 1 : 2, "ERR_CONFIG_VALUE", {
      fr: 'S\'écrit : "h1-case-adjust content-length Content-Length".',
      en: 'It is written: "h1-case-adjust content-length Content-Length".',
    });
  }
}

function add({ file, ...context }: LineContext, from: string, to: string, at: number): void {
  const name = from.toLowerCase();
  if (name !== to.toLowerCase()) {
    refuse({ file, ...context }, at, "ERR_CONFIG_VALUE", {
      fr: `"${from}" et "${to}" ne doivent différer que par les majuscules.`,
      en: `"${from}" and "${to}" may differ by capital letters only.`,
    });
  } else if (file.nameCases.has(name)) {
    refuse({ file, ...context }, at, "ERR_CONFIG_DUPLICATE", {
      fr: `"${from}" a déjà une forme. Gardez-en une.`,
      en: `"${from}" has a form already. Keep one.`,
    });
  } else file.nameCases.set(name, to);
}

/** A pair a line; what follows a hash sign does not count. */
function readFile(context: LineContext): void {
  const path = wordAt(context, 1);
  const text = path === "" ? undefined : context.file.readFile(pathFrom(path, context));
  if (text === undefined) {
    refuse(context, 1, "ERR_CONFIG_REFERENCE", {
      fr: `"h1-case-adjust-file" attend un fichier qui peut être lu, pas "${path}".`,
      en: `"h1-case-adjust-file" expects a file that can be read, not "${path}".`,
    });
    return;
  }
  for (const line of text.split("\n")) {
    const [from, to] = line.replace(/#.*/, "").trim().split(/\s+/);
    if (from && to) add(context, from, to, 1);
  }
}

/** Where a section asks for it, the names in question. */
export function nameCasesOf(
  { switches }: ProxyDraft,
  { nameCases }: FileDraft,
  side: "client" | "server",
): Pick<Frontend, "nameCases"> {
  return switches.has(`h1-case-adjust-bogus-${side}`) && nameCases.size > 0 ? { nameCases } : {};
}
