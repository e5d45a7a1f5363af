import type { LineEdit, Problem } from "../../base/problem.ts";
import type { VrrpInstance } from "../../config/keepalived/config.ts";
import type { Word } from "../../config/keepalived/lexer.ts";
import { asMeant, priorityWhen } from "../meant.ts";
import { blockOf, findingAt, lineOf, listed } from "../place.ts";
import type { Member, PairRule } from "../rule.ts";
import { type Couple, couplesOf } from "./couple.ts";

/** A script whose weight does not bridge the difference of the priorities: when it fails, nothing moves. */
export const weight: PairRule = {
  name: "pair-weight",
  find: (pair) => couplesOf(pair).flatMap(ranked).flatMap(tooSmall),
};

function ranked([first, second]: Couple): readonly Couple[] {
  if (first.instance.priority === second.instance.priority) return [];
  return first.instance.priority > second.instance.priority ? [[first, second]] : [[second, first]];
}

function tooSmall([master, backup]: Couple): readonly Problem[] {
  const [own, across] = [meant(master), meant(backup)];
  return own.trackScripts.flatMap(({ name, weight: value, reverse }): readonly Problem[] => {
    const at = weightPlace(master, name);
    // Weight 0 means FAULT, which always moves the address.
    if (at === undefined || value === 0 || reverse) return [];
    const sums = { name, weight: value, after: priorityWhen(own, name), across: priorityWhen(across) };
    return sums.across > sums.after ? [] : [finding([master, backup], { ...sums, at })];
  });
}

function meant({ instance, block, member }: Couple[0]): VrrpInstance {
  const tracked = listed(block, "track_script").map(({ words: [name] }) => name.text);
  return asMeant(instance, member.config.scripts, tracked);
}

interface Sums {
  readonly name: string;
  readonly weight: number;
  /** The master's, its script failing, and the backup's, all well. */
  readonly after: number;
  readonly across: number;
  readonly at: Word;
}

function finding([master, backup]: Couple, { name, weight: own, after, across, at }: Sums): Problem {
  const { priority } = master.instance;
  const enough = -Math.min(253, Math.ceil((priority - backup.instance.priority + 1) / 10) * 10);
  const then = `${Math.max(1, priority + enough)}`;
  const nearer = priority - 1;
  const isEnough = own >= 2 && nearer + own > after && nearer !== backup.instance.priority;
  const or = {
    fr: isEnough ? `, ou donnez la priorité ${nearer} à ${backup.member.node}` : "",
    en: isEnough ? `, or give ${backup.member.node} priority ${nearer}` : "",
  };
  return findingAt(master.member, at, "ERR_CONFIG_VALUE", {
    severity: "mistake",
    text: {
      fr: `Le poids ${own} de ${name} est trop petit : quand il échoue sur ${master.member.node}, c'est ${after} contre ${across}, et l'adresse virtuelle ne bouge pas. Écrivez ${enough} sur les deux nœuds (alors ${then} contre ${backup.instance.priority})${or.fr}.`,
      en: `The weight ${own} of ${name} is too small: when it fails on ${master.member.node}, it is ${after} against ${across}, and the virtual address does not move. Write ${enough} on both nodes (then ${then} against ${backup.instance.priority})${or.en}.`,
    },
    fix: [...edited(master.member, at, enough), ...edited(backup.member, weightPlace(backup, name), enough)],
  });
}

/** Where the weight of a tracked script is written: in the list, else in its block. */
function weightPlace({ block, member }: Couple[0], name: string): Word | undefined {
  const line = listed(block, "track_script").find(({ words }) => words[0].text === name);
  const [, option, value] = line?.words ?? [];
  if (option?.text === "weight") return value;
  const own = blockOf(member.lines, "vrrp_script", name);
  return own && lineOf(own, "weight")?.words[1];
}

function edited({ file, source }: Member, at: Word | undefined, weight: number): readonly LineEdit[] {
  const line = at && source[at.line - 1];
  if (at === undefined || line === undefined || at.file !== undefined) return [];
  const text = line.slice(0, at.column - 1) + weight + line.slice(at.column - 1 + at.text.length);
  return [{ file, line: at.line, removed: 1, lines: [text] }];
}
