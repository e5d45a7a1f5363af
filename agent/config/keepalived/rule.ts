import { type Family, familyOf } from "../../base/family.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { Statement } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";
import type { Rule } from "./route-config.ts";
import { reportDropped, WordQueue } from "./route-words.ts";
import { type RuleDraft, ruleOptions } from "./rule-option.ts";

const refused = ["vrf"];
const actions = ["table", "action", "l3mdev"] as const;

/** Reads `from 192.168.2.0/24 table 1 preference 500`: keepalived.conf(5), ip-rule(8). Without a preference: `otherwise`. */
export function readRule(
  { keyword, values }: Statement,
  otherwise: () => number,
  report: Report,
): Rule | undefined {
  const words = new WordQueue([keyword, ...values]);
  const draft: RuleDraft = {};
  for (let word = words.next(); word !== undefined; word = words.next()) {
    if (refused.includes(word.text)) return reportRefused(word, report);
    const option = Object.hasOwn(ruleOptions, word.text) ? ruleOptions[word.text] : undefined;
    if (option === undefined) return reportUnknown(word, report);
    if (option({ draft, words, report }) === false) {
      const why = {
        fr: `"${words.last.text}" ne va pas derrière "${word.text}"`,
        en: `"${words.last.text}" does not fit behind "${word.text}"`,
      };
      return reportDropped(words.last, "rule", report, why);
    }
  }
  const given = actions.filter((action) => draft[action] !== undefined).length;
  if (given !== 1) return reportDropped(keyword, "rule", report, given === 0 ? noAction : twoActions);
  const preference = draft.preference ?? otherwise();
  if (draft.preference === undefined) reportNoPreference(keyword, preference, report);
  const { family = familyFrom(draft), action = "table", ...rest } = draft;
  return { ...rest, family, action, preference };
}

const noAction = { fr: "Il manque une table", en: "There is no table" };
const twoActions = {
  fr: "Une règle n'a qu'une table ou qu'une action",
  en: "A rule has one table or one action",
};

function familyFrom({ from, to }: RuleDraft): Family {
  const address = from?.address ?? to?.address;
  return address === undefined ? 4 : familyOf(address);
}

function reportNoPreference(at: Word, given: number, report: Report): void {
  report.mistake(at, "ERR_CONFIG_VALUE", {
    fr: `Cette règle n'a pas de preference : keepalived lui donne ${given}, ce qui n'est sans doute pas voulu.`,
    en: `This rule has no preference: keepalived gives it ${given}, which is probably not what you want.`,
  });
}

function reportUnknown(word: Word, report: Report): undefined {
  const hint = didYouMean(word.text, Object.keys(ruleOptions));
  report.mistake(word, "ERR_CONFIG_KEYWORD", {
    fr: `"${word.text}" n'est pas une option de règle : keepalived saute cette règle.${hint.fr}`,
    en: `"${word.text}" is not an option of a rule: keepalived skips this rule.${hint.en}`,
  });
}

function reportRefused(word: Word, report: Report): undefined {
  report.unsupported(word, {
    fr: `L'option "${word.text}" d'une règle n'est pas prise en charge.`,
    en: `The option "${word.text}" of a rule is not supported.`,
  });
}
