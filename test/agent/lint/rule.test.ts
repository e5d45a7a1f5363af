import { describe, expect, test } from "vitest";
import { formatProblem, type Problem } from "../../../agent/base/problem.ts";
import { rules } from "../../../agent/lint/index.ts";
import { type LintSource, lint, lintInput } from "../../../agent/lint/lint.ts";
import { good } from "../config/keepalived/broken.ts";

const secure = "global_defs {\n    script_user root\n    enable_script_security\n}\n";
const script = (lines: string) => `${secure}vrrp_script chk {\n${lines}\n}\n`;
const command = (text: string) => script(`    script "${text}"`);
const inInstance = (line: string) => good.replace("    advert_int 1\n", `    advert_int 1\n${line}\n`);
const tracking = inInstance("    track_script {\n        chk\n    }");
const vip = (text: string) => good.replace("192.168.1.100", text);
const notify = `${secure}${inInstance('    notify_master "/etc/k/notify.sh master"')}`;
const notifyScript = (text: string) => ({ scriptText: () => ({ file: "notify.sh", text }) });
const onNetwork = { addressesOf: () => ["192.168.1.11/24", "fe80::1/64"] };
const onNetwork6 = { addressesOf: () => ["192.168.1.11/24", "2001:db8::11/64", "fe80::1/64"] };

/** As the kernel lists them. */
const whileMaster = {
  addressesOf: () => [
    ...["192.168.1.11/24", "192.168.1.100/24"],
    ...["2001:db8::51/64", "2001:db8::11/64", "fe80::1/64"],
  ],
};

type Known = Pick<LintSource, "scriptText" | "addressesOf">;
type Case = readonly [what: string, text: string, found: RegExp | undefined, known?: Known];

const findingsOf = (name: string, text: string, known: Known = {}): readonly Problem[] =>
  rules.find((rule) => rule.name === name)?.find(lintInput({ file: "k", text, ...known })) ?? [];

const cases: Readonly<Record<string, readonly Case[]>> = {
  "no-instance": [
    ["an empty file", "", /^k:1:1: This file has no vrrp_instance/],
    ["global_defs alone", secure, /Is it the right file\?/],
    ["a name that is misspelt, of which the reader speaks", good.replace("vrrp_", "vrp_"), undefined],
    ["a balancer of its own", "virtual_server 10.0.0.1 80 {\n}\n", undefined],
    ["an instance", good, undefined],
  ],
  "script-user": [
    [
      "neither user nor security",
      `vrrp_script chk {\n    script "/bin/true"\n}\n${tracking}`,
      /^k:1:1: .*script_user root" and "enable_script_security"/,
    ],
    [
      "a user, no security",
      `global_defs {\n    script_user root\n}\n${script("").replace(secure, "").replace("{\n", '{\n    script "/bin/true"\n')}${tracking}`,
      /ends with 6\. Add "enable_script_security"/,
    ],
    ["a notify script alone", notify.replace(secure, ""), /Nothing says who runs/],
    ["both", `${command("/bin/true")}${tracking}`, undefined],
    ["no script", good, undefined],
  ],
  "script-order": [
    [
      "the script below",
      `${tracking}${command("/bin/true").replace(secure, "")}`,
      /^k:8:9: keepalived reads from top to bottom/,
    ],
    ["the script above", `${command("/bin/true")}${tracking}`, undefined],
    ["no script of that name", tracking, undefined],
  ],
  "script-path": [
    [
      "a command without its folder",
      `${command("killall -0 haproxy")}${tracking}`,
      /^k:6:12: .*"killall" is written without its folder/,
    ],
    ["a whole path", `${command("/usr/bin/killall -0 haproxy")}${tracking}`, undefined],
  ],
  "script-shell": [
    ["two commands", `${command("/bin/test -f /x && /bin/true")}${tracking}`, /"&&" is for a shell/],
    ["a redirection", `${command("/bin/x >/dev/null")}${tracking}`, /">\/dev\/null" is for a shell/],
    ["a shell that is asked for", `${command("/bin/sh -c 'a && b'")}${tracking}`, undefined],
  ],
  "script-existence": [
    [
      "killall -0",
      `${command("/usr/bin/killall -0 haproxy")}${tracking}`,
      /only asks whether there is a process named haproxy: .* psmisc\. To know/,
    ],
    [
      "killall -0 as somebody else",
      `${command("killall -0 haproxy").replace("script_user root", "script_user nobody")}${tracking}`,
      /the user nobody may not ask about another's process/,
    ],
    ["pidof", `${command("/bin/pidof apache2")}${tracking}`, /process named apache2: .*alive\. To know/],
    ["a request", `${command("/usr/bin/curl -fs http://127.0.0.1/")}${tracking}`, undefined],
    ["killall with a signal", `${command("/usr/bin/killall -HUP haproxy")}${tracking}`, undefined],
  ],
  "script-timeout": [
    [
      "longer than the interval",
      script('    script "/bin/true"\n    interval 2\n    timeout 5'),
      /^k:8:13: .*The timeout of chk \(5 s\) is longer than its interval \(2 s\)/,
    ],
    ["as long", script('    script "/bin/true"\n    interval 2\n    timeout 2'), undefined],
    ["none", script('    script "/bin/true"\n    interval 2'), undefined],
  ],
  "notify-arguments": [
    [
      "a script that reads a third argument",
      notify,
      /^k:11:19: notify_master passes only the words .*"master".* reads \$3 \(line 2\)/,
      notifyScript("#!/bin/sh\nSTATE=$3\n"),
    ],
    [
      "a script that decides on the third",
      notify,
      /reads \$3 \(line 3\)/,
      notifyScript("#!/bin/sh\nNAME=$2\nSTATE=$3\ncase $STATE in\nesac\n"),
    ],
    [
      "a script that decides on the first and reads another",
      notify,
      undefined,
      notifyScript("#!/bin/sh\nNAME=$2\nSTATE=$1\ncase $STATE in\nesac\n"),
    ],
    ["a script that reads the first", notify, undefined, notifyScript("#!/bin/sh\nSTATE=$1 # not $3\n")],
    ["a script that is not at hand", notify, undefined],
  ],
  "owner-priority": [
    [
      "255 and BACKUP",
      good.replace("priority 100", "priority 255").replace("MASTER", "BACKUP"),
      /^k:5:14: .*master at once, although its "state" is BACKUP\. Write 254/,
    ],
    ["254", good.replace("priority 100", "priority 254"), undefined],
  ],
  "virtual-address": [
    [
      "another instance's",
      `${good}${good.replace("VI_1", "VI_2").replace("_id 51", "_id 52")}`,
      /^k:18:9: 192\.168\.1\.100 is the virtual address of VI_1 already/,
    ],
    ["the network itself", vip("192.168.1.0/24"), /is the network address itself/],
    ["its broadcast", vip("192.168.1.255/24"), /is the broadcast address itself/],
    [
      "outside of the interface's network",
      vip("10.0.0.1"),
      /not in the network of eth0 \(192\.168\.1\.11\/24\)/,
      onNetwork,
    ],
    ["the node's own", vip("192.168.1.11"), /the own address of one of the nodes/, onNetwork],
    [
      "a peer's",
      vip("192.168.1.12").replace(
        "    advert_int 1",
        "    advert_int 1\n    unicast_peer {\n        192.168.1.12\n    }",
      ),
      /the own address of one of the nodes/,
    ],
    ["within the network", good, undefined, onNetwork],
    ["one that a daemon has set", good, undefined, whileMaster],
    ["one of IPv6 that a daemon has set", vip("2001:db8::51/64"), undefined, whileMaster],
    ["an interface that nobody knows", vip("10.0.0.1"), undefined],
    [
      "IPv6 outside of the interface's network",
      vip("2001:db8:9::1/64"),
      /^k:8:9: 2001:db8:9::1 is not in the network of eth0 \(2001:db8::11\/64\)/,
      onNetwork6,
    ],
    ["IPv6 within it, written in another way", vip("2001:0DB8::0100/64"), undefined, onNetwork6],
    ["a link-local address", vip("fe80::100/64"), undefined, onNetwork6],
    ["an IPv6 address where there are only link-local ones", vip("2001:db8::1/64"), undefined, onNetwork],
    [
      "the node's own IPv6 address",
      vip("2001:db8::11/64"),
      /the own address of one of the nodes/,
      onNetwork6,
    ],
    ["the anycast address of routers", vip("2001:db8::/64"), /2001:db8::\/64 is the address of all routers/],
    ["the last IPv6 address of a network", vip("2001:db8::ffff:ffff:ffff:ffff/64"), undefined],
  ],
  "stray-line": [
    ["an editor's title", `GNU nano 7.2 k\n${good}`, /^k:1:1: .*title line of the editor nano/],
    ["an old keyword", inInstance("    lvs_sync_daemon_interface eth0"), /^k:7:5: .*an old keyword of IPVS/],
    ["nothing of the sort", good, undefined],
  ],
  "typographic-quote": [
    [
      "curved quotes",
      inInstance("    notify_master \u201c/bin/true x\u201d"),
      /^k:7:19: These quotes come from a word processor/,
    ],
    ["in a comment", inInstance("    # l\u2019adresse"), undefined],
    ["straight ones", notify, undefined],
  ],
};

test("every rule has its cases", () => {
  expect(Object.keys(cases)).toEqual(rules.map(({ name }) => name));
});

describe.each(Object.entries(cases))("%s", (name, rows) => {
  const named = rows.map(([what, text, found, known]) => ({ what, text, found, known }));
  test.each(named)("$what", ({ text, found, known }) => {
    const said = findingsOf(name, text, known).map((problem) =>
      formatProblem(problem, "en").replace("advice: ", ""),
    );
    if (found === undefined) expect(said).toEqual([]);
    else expect(said).toEqual([expect.stringMatching(found)]);
  });

  test("says the same in French, and its text ends as a sentence", () => {
    for (const [, text, , known] of rows) {
      for (const { text: said } of findingsOf(name, text, known)) {
        expect(said.fr).toMatch(/[.?]\)?$/);
        expect(said.en).toMatch(/[.?]\)?$/);
        expect(said.fr).not.toBe(said.en);
      }
    }
  });
});

describe("what to write instead", () => {
  test.each([
    [
      "a whole path",
      "script-path",
      `${command("killall -0 haproxy")}${tracking}`,
      { instead: '"/usr/bin/killall -0 haproxy"' },
    ],
    [
      "a shell",
      "script-shell",
      `${command("/bin/a && /bin/b")}${tracking}`,
      { instead: `"/bin/sh -c '/bin/a && /bin/b'"` },
    ],
    [
      "lines in global_defs",
      "script-user",
      `global_defs {\n    router_id A\n}\n${notify.replace(secure, "")}`,
      {
        fix: [
          { file: "k", line: 2, removed: 0, lines: ["    script_user root", "    enable_script_security"] },
        ],
      },
    ],
  ])("%s", (_, name, text, expected) => {
    expect(findingsOf(name, text)).toEqual([expect.objectContaining(expected)]);
  });

  test("the argument that the script is given", () => {
    const [found] = findingsOf("notify-arguments", notify, notifyScript("#!/bin/sh\necho $3 x\n"));
    expect(found?.fix).toEqual([{ file: "notify.sh", line: 2, removed: 1, lines: ["echo $1 x"] }]);
  });
});

test("of one place the rule speaks, not the reader, and the severity stays", () => {
  const text = `${tracking}${command("/bin/true").replace(secure, "")}`;
  const found = lint(lintInput({ file: "k", text })).filter(({ line, column }) => line === 8 && column === 9);
  expect(found).toEqual([expect.objectContaining({ severity: "mistake", fix: expect.anything() })]);
});
