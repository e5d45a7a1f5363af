import type { Block, Fault } from "./block.ts";
import { insert, type Repair, remove, replace } from "./repair.ts";

const editor = "the title line of the editor nano is part of the file";
const slowBalancer: readonly Fault[] = [
  {
    what: "no `mode http`, no timeouts",
    happens:
      "HAProxy balances TCP connections, not requests; a silent client keeps its connection for ever. The file loads, with warnings.",
  },
];
const misspelt: readonly Fault[] = [
  {
    what: "`vrp_instance` instead of `vrrp_instance`",
    happens:
      "keepalived ignores the word, its brace and the whole block: it runs, and nobody has the virtual IP.",
  },
  {
    what: "one file for both nodes: equal priorities",
    happens:
      "Whoever has the virtual IP keeps it, also when the other returns. Where both start at once, the higher address wins.",
  },
];
const spelling = [
  replace(
    1,
    "vrp_instance VI_1 {",
    "vrrp_instance VI_1 {",
    "The keyword has two r: virtual router redundancy.",
  ),
];

export const scriptSecurity = insert(
  1,
  ["global_defs {", "    script_user root", "    enable_script_security", "}", ""],
  "global_defs says who runs the script, and that nobody else may change it: without this `keepalived -t` ends with 6.",
);
const noSyncDaemon = (line: number): Repair =>
  remove(
    line,
    [
      "    # Synchro de l'état des connexions entre les LB sur l'interface enp0s3",
      "    lvs_sync_daemon_interface enp0s3",
    ],
    "An old keyword for the kernel's own balancer (IPVS). It does nothing for HAProxy.",
  );
const watched: readonly Fault[] = [
  {
    what: "`killall -0 haproxy` is explained as a question that HAProxy answers",
    happens:
      "It only asks whether a process of that name exists, and needs the package psmisc. A HAProxy that is stopped (SIGSTOP) or answers nobody counts as alive; as a user other than root the command fails, and the node counts as dead.",
  },
  {
    what: "a script, but neither `script_user` nor `enable_script_security`",
    happens:
      "keepalived looks for the user keepalived_script, warns, and runs the script as root. `-t` ends with 6.",
  },
  {
    what: "`lvs_sync_daemon_interface` is explained as the balancers' common state",
    happens: "It belongs to IPVS and is deprecated; the two HAProxy share nothing.",
  },
];

export const btsBlocks: readonly Block[] = [
  {
    document: "bts",
    number: 2,
    program: "haproxy",
    title: "part 4, round robin",
    wrong: slowBalancer,
    repairs: [],
  },
  {
    document: "bts",
    number: 4,
    program: "haproxy",
    title: "part 4, printed again",
    sameAs: 2,
    wrong: slowBalancer,
    repairs: [],
  },
  {
    document: "bts",
    number: 6,
    program: "keepalived",
    title: "part 5, a first instance",
    wrong: misspelt,
    repairs: spelling,
  },
  {
    document: "bts",
    number: 8,
    program: "keepalived",
    title: "part 5, printed again",
    sameAs: 6,
    wrong: misspelt,
    repairs: spelling,
  },
  {
    document: "bts",
    number: 10,
    program: "keepalived",
    title: "part 7, the master with its script",
    wrong: watched,
    repairs: [scriptSecurity, noSyncDaemon(12)],
  },
  {
    document: "bts",
    number: 11,
    program: "keepalived",
    title: "part 8, the backup",
    like: 10,
    wrong: [
      {
        what: editor,
        happens: "keepalived ignores this line with a warning; HAProxy would refuse the file.",
      },
      { what: "`state SLAVE`", happens: "No such state: keepalived takes BACKUP and says so." },
    ],
    repairs: [
      {
        ...scriptSecurity,
        printed: ["GNU nano 7.2 /etc/keepaliv"],
        why: `The editor's line goes; ${scriptSecurity.why}`,
      },
      replace(9, "    state SLAVE", "    state BACKUP", "The states are MASTER and BACKUP."),
      noSyncDaemon(13),
    ],
  },
  {
    document: "bts",
    number: 12,
    program: "haproxy",
    title: "part 9, the complete file",
    wrong: [
      {
        what: `${editor}, and a lone dot stands in \`global\``,
        happens: "HAProxy refuses the file: exit code 1.",
      },
      {
        what: "`acl` and `use_backend` stand below an empty line, without indentation",
        happens:
          "They still belong to the frontend: neither an empty line nor the margin ends a section. Below a `backend` line `use_backend` would be ignored with a mere warning.",
      },
      { what: "no `log global`", happens: "`log /dev/log local0` names a log that nobody writes to." },
      {
        what: "`stats auth admin:password`",
        happens: "A weak password, sent in clear with every request for the page.",
      },
    ],
    repairs: [remove(1, ["GNU nano 7.2"], "The editor's line."), remove(4, ["."], "Not a keyword.")],
  },
];
