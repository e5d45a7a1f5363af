import type { VrrpInstance } from "./config.ts";
import type { LexicalTrouble, Word } from "./lexer.ts";
import type { Report, TestExit } from "./report.ts";

export function reportLexical({ kind, at }: LexicalTrouble, report: Report): void {
  if (kind === "open-quote") {
    const text = {
      fr: "Un guillemet ouvert ici n'est pas fermé sur la ligne : keepalived ignore la ligne.",
      en: "A quote opened here is not closed in the line: keepalived ignores the line.",
    };
    report.misspelt(at, "ERR_CONFIG_SYNTAX", text, `"${at.text.trimEnd()}"`);
    return;
  }
  const text = {
    fr: `Un commentaire commence ici, au milieu d'un mot : keepalived ne lit pas "${at.text}". Mettez le mot entre guillemets si ce signe en fait partie.`,
    en: `A comment begins here, in the middle of a word: keepalived does not read "${at.text}". Put the word in quotes if the sign belongs to it.`,
  };
  report.mistake(at, "ERR_CONFIG_SYNTAX", text, 0);
}

export function reportNoName(keyword: Word, report: Report): void {
  report.mistake(keyword, "ERR_CONFIG_VALUE", {
    fr: `"${keyword.text}" doit être suivi d'un nom : keepalived ignore le bloc.`,
    en: `"${keyword.text}" must be followed by a name: keepalived ignores the block.`,
  });
}

export function reportNameTaken(name: Word, kind: string, testExit: TestExit, report: Report): void {
  const text = {
    fr: `Le nom "${name.text}" est déjà pris par un ${kind} plus haut : c'est le premier qui compte.`,
    en: `The name "${name.text}" is taken by a ${kind} further up: the first one counts.`,
  };
  report.mistake(name, "ERR_CONFIG_DUPLICATE", text, testExit);
}

export function reportDuplicateRouter(at: Word, other: string, instance: VrrpInstance, report: Report): void {
  const { name, virtualRouterId, interfaceName } = instance;
  report.fatal(
    at,
    "ERR_CONFIG_DUPLICATE",
    {
      fr: `${other} et ${name} ont le même virtual_router_id ${virtualRouterId} sur ${interfaceName} : donnez-en un autre à l'un des deux.`,
      en: `${other} and ${name} have the same virtual_router_id ${virtualRouterId} on ${interfaceName}: give one of them another.`,
    },
    5,
  );
}
