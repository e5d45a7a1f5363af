import type { Block, Fault } from "./block.ts";
import { insert, replace } from "./repair.ts";

const complete = [
  "defaults",
  "    mode http",
  "    timeout connect 5000ms",
  "    timeout client  50000ms",
  "    timeout server  50000ms",
  "",
];
const ofAnother = "A block of its own needs what the complete file of the same page has: mode and timeouts";

const password = replace(
  24,
  "        auth_pass secret123",
  "        auth_pass secret12",
  "keepalived uses 8 characters and no more.",
);
const tooLong: Fault = {
  what: "`auth_pass secret123`",
  happens: "Nine characters: the first eight count, on both nodes. `-t` ends with 5.",
};
const onlyAName: Fault = {
  what: "`killall -0 haproxy` as the check",
  happens: "It sees whether a process of that name exists, not whether it answers.",
};

/** Each line of the list as a listen section with the page's three servers. */
function listen(name: string, port: number, servers: readonly string[] = plainServers): readonly string[] {
  return [`listen ${name}`, `    bind *:${port}`, ...servers];
}
const plainServers = [
  "server app1 192.168.1.11:8080 check",
  "server app2 192.168.1.12:8080 check",
  "server app3 192.168.1.13:8080 check",
];
const section = "balance and server lines stand in a section: a listen for each of the alternatives.";

export const moduleBlocks: readonly Block[] = [
  {
    document: "module",
    number: 3,
    program: "haproxy",
    title: "the complete haproxy.cfg",
    wrong: [
      {
        what: "`bind *:443 ssl crt /etc/haproxy/certs/site.pem`, and no word of the certificate",
        happens: "Without the file HAProxy refuses to start: exit code 1. The lab makes one.",
      },
      {
        what: "`app3 … check backup` beside two others",
        happens: "app3 gets nothing while another lives.",
      },
      {
        what: "`redirect scheme https`",
        happens:
          "Every request in clear gets 301, also one to the virtual IP; the health checks stay on HTTP.",
      },
    ],
    repairs: [],
  },
  {
    document: "module",
    number: 4,
    program: "haproxy",
    title: "balance algorithms",
    wrong: [
      {
        what: "a list of alternatives, not a file",
        happens: "HAProxy refuses lines that stand outside of every section: exit code 1.",
      },
    ],
    repairs: [
      insert(1, [...complete, ...listen("round_robin", 8101)], `${ofAnother}; ${section}`),
      insert(4, [...listen("least_connections", 8102), ""], section),
      insert(7, [...listen("source_hash", 8103), ""], section),
      insert(10, [...listen("uri_hash", 8104), ""], section),
      insert(13, ["listen weighted", "    bind *:8105", ""], section),
    ],
  },
  {
    document: "module",
    number: 5,
    program: "haproxy",
    title: "health checks",
    wrong: [
      {
        what: "a backend alone",
        happens: "No error, but nothing to listen on: exit code 2.",
      },
      {
        what: "`option httpchk GET /health HTTP/1.1\\r\\nHost:\\ localhost`",
        happens:
          "An old form that still works, with a warning. Today: `http-check send ver HTTP/1.1 hdr Host localhost`.",
      },
    ],
    repairs: [
      insert(
        1,
        [...complete, "frontend http_front", "    bind *:80", "    default_backend http_back", ""],
        `${ofAnother}, and a frontend.`,
      ),
    ],
  },
  {
    document: "module",
    number: 6,
    program: "haproxy",
    title: "ACLs and routing",
    wrong: [
      {
        what: "names the backends `admin_back` and `http_back` and defines neither",
        happens: "HAProxy refuses the file alone: exit code 1.",
      },
      {
        what: "no `mode http`",
        happens: "In TCP mode there is no path that a rule could look at.",
      },
    ],
    repairs: [
      insert(1, complete, `${ofAnother}.`),
      insert(
        25,
        [
          "",
          "backend admin_back",
          "    server admin1 192.168.1.41:80 check",
          "",
          "backend http_back",
          "    server app1 192.168.1.11:8080 check",
        ],
        "The two backends that the rules name.",
      ),
    ],
  },
  {
    document: "module",
    number: 9,
    program: "keepalived",
    title: "node 1, the master",
    wrong: [
      tooLong,
      onlyAName,
      {
        what: '`notify_master "… master"` and a script that reads its third argument',
        happens:
          "This form passes only the words written: the script's $3 is empty and no branch is ever taken. The keyword `notify` would pass type, name and state, the state in capitals.",
      },
    ],
    repairs: [password],
  },
  {
    document: "module",
    number: 10,
    program: "keepalived",
    title: "node 2, the backup",
    like: 9,
    wrong: [
      {
        what: "no notify lines here",
        happens: "Only node 1 starts HAProxy and writes the log when it becomes master.",
      },
    ],
    repairs: [password],
  },
  {
    document: "module",
    number: 11,
    program: "notify script",
    title: "the script notify.sh",
    wrong: [
      {
        what: "`STATE=$3`, where keepalived passes one argument",
        happens: "None of the three branches is ever taken: no log, HAProxy is not started.",
      },
    ],
    repairs: [
      replace(
        6,
        "STATE=$3",
        "STATE=$1",
        "notify_master and its kin pass the words of their line and nothing else.",
      ),
    ],
  },
];
