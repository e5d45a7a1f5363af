import { didYouMean } from "../../../base/nearest.ts";
import { endsAt, type LineContext, refuse, wordAt } from "../keyword.ts";
import type { Report } from "../report.ts";
import type { Blocks } from "./block.ts";
import { evaluateCondition } from "./condition.ts";

/** Reads one line that begins with a dot. */
type Reader = (context: LineContext, blocks: Blocks) => void;

/** Lines that begin with a dot (manual §2.4) [T]. */
const directives: Readonly<Record<string, Reader>> = {
  ".if": (context, blocks) => blocks.begin(() => holds(context), context.place(0)),
  ".elif": readElif,
  ".else": readElse,
  ".endif": readEndif,
  ".notice": (context, blocks) => say(context, blocks, "notice"),
  ".warning": (context, blocks) => say(context, blocks, "warning"),
  ".alert": (context, blocks) => say(context, blocks, "alert"),
  // Only for those who start the original with -dD.
  ".diag": (context, blocks) => say(context, blocks, "diag"),
};

export function readDirective(context: LineContext, blocks: Blocks): void {
  const word = wordAt(context, 0);
  const read = Object.hasOwn(directives, word) ? directives[word] : undefined;
  if (read) {
    read(context, blocks);
    return;
  }
  if (blocks.skipping) return;
  const hint = didYouMean(word, Object.keys(directives));
  refuse(context, 0, "ERR_CONFIG_KEYWORD", {
    fr: `"${word}" n'existe pas.${hint.fr} Possibles : ${Object.keys(directives).join(", ")}.`,
    en: `"${word}" does not exist.${hint.en} Possible: ${Object.keys(directives).join(", ")}.`,
  });
}

/** An `.if` that stays open at the end of its file. */
export function refuseOpen(report: Report, blocks: Blocks): void {
  if (!blocks.innermost) return;
  report.fatal(blocks.innermost, "ERR_CONFIG_SYNTAX", {
    fr: 'Ce ".if" n\'est jamais fermé. Ajoutez ".endif".',
    en: 'This ".if" is never closed. Add ".endif".',
  });
}

function holds(context: LineContext): boolean {
  const words = context.words.slice(1).map(({ text }) => text);
  const { environment } = context.file;
  const verdict = evaluateCondition(words.join(" "), (name) => environment.get(name));
  if (verdict.kind === "truth") return verdict.holds;
  refuse(context, 1, "ERR_CONFIG_SYNTAX", verdict.text);
  return false;
}

function readElif(context: LineContext, blocks: Blocks): void {
  if (fits(context, blocks)) blocks.turn(() => holds(context), false);
}

function readElse(context: LineContext, blocks: Blocks): void {
  if (endsAt(context, 1) && fits(context, blocks)) blocks.turn(() => true, true);
}

function readEndif(context: LineContext, blocks: Blocks): void {
  if (!endsAt(context, 1)) return;
  if (blocks.innermost) blocks.end();
  else refuseLone(context);
}

/** False where there is no `.if`, or its `.else` stands above. */
function fits(context: LineContext, blocks: Blocks): boolean {
  if (!blocks.innermost) {
    refuseLone(context);
    return false;
  }
  if (!blocks.hasElse) return true;
  const word = wordAt(context, 0);
  refuse(context, 0, "ERR_CONFIG_SYNTAX", {
    fr: `"${word}" après ".else" n'est pas possible. Fermez d'abord le bloc par ".endif".`,
    en: `"${word}" behind ".else" is not possible. Close the block with ".endif" first.`,
  });
  return false;
}

function refuseLone(context: LineContext): void {
  const word = wordAt(context, 0);
  refuse(context, 0, "ERR_CONFIG_SYNTAX", {
    fr: `Il n'y a pas de ".if" pour ce "${word}". Retirez la ligne.`,
    en: `There is no ".if" for this "${word}". Remove the line.`,
  });
}

function say(context: LineContext, blocks: Blocks, level: "notice" | "warning" | "alert" | "diag"): void {
  if (blocks.skipping) return;
  if (context.words.length > 2) {
    refuse(context, 2, "ERR_CONFIG_SYNTAX", {
      fr: "Le message est d'un seul mot : mettez-le entre guillemets.",
      en: "The message is one word: put it between quotes.",
    });
    return;
  }
  const text = { fr: wordAt(context, 1), en: wordAt(context, 1) };
  const place = context.place(0);
  if (level === "notice") context.report.note(place, text);
  else if (level === "warning") context.report.warned(place, "ERR_CONFIG_VALUE", text);
  else if (level === "alert") context.report.fatal(place, "ERR_CONFIG_VALUE", text);
}
