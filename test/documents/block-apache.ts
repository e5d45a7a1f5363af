import type { Block, Fault } from "./block.ts";
import { scriptSecurity } from "./block-bts.ts";
import { insert, type Repair, remove, replace } from "./repair.ts";

const script = [
  "vrrp_script chk_apache {",
  '    script "/usr/bin/systemctl is-active apache2"',
  "    interval 2",
];
const order =
  "keepalived reads from top to bottom: the script must be defined before the instance that tracks it.";
const weight = "100 against 90: the script must be worth more than the difference of 10.";

const password = replace(
  10,
  "        auth_pass secretpass",
  "        auth_pass secretpa",
  "keepalived uses 8 characters and no more.",
);
/** The script moves up, above the instance, and counts more. */
function scriptFirst(comment: readonly string[], line: number): readonly Repair[] {
  return [
    {
      ...insert(1, [...scriptSecurity.repaired, ...comment, ...script, "    weight 20", "}", ""], ""),
      why: `${order} ${weight} ${scriptSecurity.why}`,
    },
    password,
    remove(line, ["", ...comment, ...script, "    weight 2", "}"], "It stands above now."),
  ];
}

const wrong: readonly Fault[] = [
  {
    what: "the instance tracks a script that is defined below it",
    happens:
      '"track script chk_apache not found, ignoring": 100 against 90 whatever Apache does. The virtual IP never moves when Apache stops, so the text\'s own test fails.',
  },
  {
    what: "`weight 2`, priorities 100 and 90",
    happens:
      "Even with the blocks in the right order it would be 100 against 92 when Apache stops: the virtual IP stays.",
  },
  { what: "`auth_pass secretpass`", happens: "Ten characters: the first eight count." },
  {
    what: "a script, but neither `script_user` nor `enable_script_security`",
    happens: "`-t` ends with 6; the script would run as root without a check who may change it.",
  },
];

export const apacheBlocks: readonly Block[] = [
  {
    document: "apache",
    number: 2,
    program: "keepalived",
    title: "Apache-1, the master",
    wrong,
    repairs: scriptFirst(["# Script pour vérifier si Apache fonctionne"], 21),
  },
  {
    document: "apache",
    number: 3,
    program: "keepalived",
    title: "Apache-2, the backup",
    like: 2,
    wrong: [],
    repairs: scriptFirst([], 21),
  },
];
