import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Language } from "../../../agent/base/text.ts";
import { lint, lintInput, lintPair } from "../../../agent/lint/lint.ts";
import type { Member } from "../../../agent/lint/rule.ts";
import { prove } from "../../../lab/oracle/prove.ts";
import { pairs } from "./course-pair.ts";

const printed = (name: string) =>
  readFileSync(new URL(`../../documents/printed/${name}`, import.meta.url), "utf8");

function member(node: string, file: string): Member {
  const text = printed(file);
  const scriptText = () => ({ file: "notify.sh", text: printed("module-11.sh") });
  return { ...lintInput({ file: `${node}.conf`, text, scriptText }), node };
}

/** All that is said of a pair of printed files, in one text. */
function said([first, second]: readonly [string, string], language: Language): string {
  const pair = [member("lb1", first), member("lb2", second)] as const;
  const nodes = pair.map(({ node: name, config, source }) => ({
    ...{ name, config, services: [] },
    trackedBy: () => (source.some((line) => line.includes("chk_apache")) ? ["chk_apache"] : []),
    addressOf: () => undefined,
  }));
  const [one, other] = nodes;
  if (one === undefined || other === undefined) throw new Error("no pair");
  const problems = [...pair.flatMap(lint), ...lintPair(pair)].map(({ text }) => text[language]);
  const reasons = prove([one, other]).rows.map(
    ({ text, reason }) => `${text[language]}: ${reason?.[language]}`,
  );
  return [...problems, ...reasons].join("\n");
}

/** The course's own mistakes about VRRP: in which files, and what a student is told. */
const entries: readonly (readonly [what: string, pair: keyof typeof pairs, fr: RegExp, en: RegExp])[] = [
  [
    "a script that is tracked before it is defined",
    "apache",
    /lit de haut en bas .*"chk_apache".* n'aura aucun effet/,
    /reads from top to bottom.*"chk_apache".* will have no effect/,
  ],
  [
    "a weight that is too small",
    "apache",
    /poids 2 .* trop petit .*100 contre 92.*Écrivez -20/,
    /weight 2 .* too small.*100 against 92.*Write -20/,
  ],
  [
    "a test of one's own that fails: the address stays",
    "apache",
    /apache2 s'arrête .* sur lb1: keepalived ignore/,
    /apache2 stops .* on lb1: keepalived ignores/,
  ],
  [
    "a password of ten letters",
    "apache",
    /"secretpass" a plus de 8 caractères/,
    /"secretpass" has more than 8 characters/,
  ],
  [
    "a password of nine letters",
    "module",
    /"secret123" a plus de 8 caractères/,
    /"secret123" has more than 8 characters/,
  ],
  [
    "scripts without script_user",
    "apache",
    /Rien ne dit qui lance les scripts/,
    /Nothing says who runs the scripts/,
  ],
  [
    "notify_master and a script that reads $3",
    "module",
    /ne passe que les mots .*"master".* lit \$3 \(ligne 6\)/,
    /passes only the words .*"master".* reads \$3 \(line 6\)/,
  ],
  [
    "notify lines on one node only",
    "module",
    /lb1 lance des scripts notify et lb2 aucun/,
    /lb1 runs notify scripts and lb2 none/,
  ],
  [
    "killall -0",
    "module",
    /s'il existe un processus nommé haproxy.*psmisc/,
    /whether there is a process named haproxy.*psmisc/,
  ],
  [
    "killall without its folder",
    "bts",
    /"killall" est écrit sans son dossier/,
    /"killall" is written without its folder/,
  ],
  [
    "vrp_instance",
    "bts-short",
    /"vrp_instance" .*Vouliez-vous dire "vrrp_instance"/,
    /"vrp_instance".*Did you mean "vrrp_instance"/,
  ],
  [
    "state SLAVE",
    "bts",
    /"SLAVE" n'est pas un état : keepalived prend BACKUP/,
    /"SLAVE" is not a state: keepalived takes BACKUP/,
  ],
  ["the title line of an editor", "bts", /ligne de titre de l'éditeur nano/, /title line of the editor nano/],
  ["lvs_sync_daemon_interface", "bts", /ancien mot-clé d'IPVS/, /old keyword of IPVS/],
  [
    "addresses that differ between the text's parts",
    "bts-mixed",
    /lb2 dit 192\.168\.1\.100 et lb1 192\.168\.1\.35/,
    /lb2 says 192\.168\.1\.100 and lb1 192\.168\.1\.35/,
  ],
  [
    "state MASTER, as if it decided",
    "annexe-twice",
    /"state" n'est qu'une première supposition|même priorité/,
    /"state" is only a first guess|same priority/,
  ],
  [
    "a single owner, guaranteed",
    "annexe",
    /ne s'entendent plus.*VRRP ne l'empêche pas/,
    /do not hear each other.*VRRP does not prevent it/,
  ],
];

test.each(entries)("%s", (_, pair, fr, en) => {
  expect(said(pairs[pair], "fr")).toMatch(fr);
  expect(said(pairs[pair], "en")).toMatch(en);
});
