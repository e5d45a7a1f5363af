import { describe, expect, test } from "vitest";
import { formatProblem } from "../../../agent/base/problem.ts";
import { pairRules } from "../../../agent/lint/index.ts";
import { lintInput, lintPair } from "../../../agent/lint/lint.ts";
import type { Member } from "../../../agent/lint/rule.ts";
import { good } from "../config/keepalived/broken.ts";

const backup = good.replace("MASTER", "BACKUP").replace("priority 100", "priority 90");
const member = (node: string, text: string, address?: string): Member => ({
  ...lintInput({ file: node, text, ...(address && { addressesOf: () => [`${address}/24`] }) }),
  node,
});
const script = (weight: string) => `vrrp_script chk {\n    script "/bin/true"\n    weight ${weight}\n}\n`;
const also = (text: string, line: string) =>
  text.replace("    advert_int 1\n", `    advert_int 1\n${line}\n`);
const tracked = (text: string, weight: string, line = "chk") =>
  `${script(weight)}${also(text, `    track_script {\n        ${line}\n    }`)}`;
const peer = (text: string, address: string) => also(text, `    unicast_peer {\n        ${address}\n    }`);
const password = (text: string, word: string) =>
  also(text, `    authentication {\n        auth_type PASS\n        auth_pass ${word}\n    }`);

type Case = readonly [what: string, first: string, second: string, found: RegExp | undefined];

const cases: Readonly<Record<string, readonly Case[]>> = {
  "pair-instance": [
    [
      "one too many",
      `${good}${good.replace("VI_1", "VI_2").replace("_id 51", "_id 52")}`,
      backup,
      /VI_2 \(virtual_router_id 52\) exists on lb1 only: lb2 cannot/,
    ],
  ],
  "pair-router-id": [
    [
      "another id",
      good,
      backup.replace("51", "52"),
      /^lb2:4:23: lb2 says virtual_router_id 52 and lb1 virtual_router_id 51: each ignores/,
    ],
  ],
  "pair-version": [
    ["another version", good, also(backup, "    version 3"), /lb2 says version 3 and lb1 version 2/],
  ],
  "pair-group": [
    [
      "another multicast group",
      good,
      also(backup, "    mcast_dst_ip 224.0.0.21"),
      /lb2 says mcast_dst_ip 224\.0\.0\.21 and lb1 mcast_dst_ip 224\.0\.0\.18: neither hears/,
    ],
  ],
  "pair-advert-interval": [
    [
      "another interval",
      good,
      backup.replace("advert_int 1", "advert_int 2"),
      /^lb2:6:16: .*advert_int 2 and lb1 advert_int 1: in version 2 a node rejects/,
    ],
  ],
  "pair-authentication": [
    ["another password", password(good, "one"), password(backup, "two"), /auth_pass "two" and lb1 .*"one"/],
    ["a password on one only", password(good, "one"), backup, /lb2 says no auth_pass/],
    [
      "different behind the eighth letter",
      password(good, "secretpass"),
      password(backup, "secretpaxx"),
      undefined,
    ],
  ],
  "pair-addresses": [
    [
      "another address",
      good,
      backup.replace(".100", ".101"),
      /lb2 says 192\.168\.1\.101 and lb1 192\.168\.1\.100: an advert with another list/,
    ],
  ],
  "pair-unicast": [
    [
      "peers that are somebody else",
      peer(good, "192.168.1.99"),
      peer(backup, "192.168.1.11"),
      /^lb1:8:9: lb1 sends its adverts to 192\.168\.1\.99, but lb2 is 192\.168\.1\.12/,
    ],
    [
      "one only",
      peer(good, "192.168.1.12"),
      backup,
      /^lb2:1:15: lb1 sends to unicast_peer and lb2 to the multicast group/,
    ],
    ["each other", peer(good, "192.168.1.12"), peer(backup, "192.168.1.11"), undefined],
  ],
  "pair-priority": [
    [
      "the same",
      good,
      backup.replace("priority 90", "priority 100"),
      /^lb2:5:14: lb1 and lb2 have the same priority 100/,
    ],
  ],
  "pair-weight": [
    [
      "positive, too small",
      tracked(good, "2"),
      tracked(backup, "2"),
      /^lb1:3:12: The weight 2 of chk is too small: .* 100 against 92, .* Write -20 on both nodes \(then 80 against 90\), or give lb2 priority 99\./,
    ],
    [
      "negative, too small",
      tracked(good, "-5"),
      tracked(backup, "-5"),
      /weight -5 .* 95 against 90, .* Write -20 on both nodes \(then 80 against 90\)\./,
    ],
    ["just as large as the difference", tracked(good, "-10"), tracked(backup, "-10"), /90 against 90/],
    [
      "written in the list",
      tracked(good, "50", "chk weight 3"),
      tracked(backup, "50", "chk weight 3"),
      /^lb1:12:20: The weight 3 of chk/,
    ],
    ["large enough", tracked(good, "-20"), tracked(backup, "-20"), undefined],
    ["positive, larger than the difference", tracked(good, "11"), tracked(backup, "11"), undefined],
    ["none: a failure is FAULT", tracked(good, "0"), tracked(backup, "0"), undefined],
  ],
  "pair-state": [
    [
      "MASTER on the lower priority",
      good,
      good.replace("priority 100", "priority 90"),
      /^lb2:2:11: "state" is only a first guess.* lb2 \(90\) .* lb1 \(100\)\. Write BACKUP/,
    ],
  ],
  "pair-notify": [
    [
      "on one node only",
      also(good, "    notify_master /bin/true"),
      backup,
      /^lb2:1:15: lb1 runs notify scripts and lb2 none/,
    ],
  ],
};

const said = (first: string, second: string, language: "fr" | "en" = "en") =>
  lintPair([member("lb1", first, "192.168.1.11"), member("lb2", second, "192.168.1.12")]).map((problem) =>
    formatProblem(problem, language).replace(/advice: |conseil : /, ""),
  );

test("every rule has its cases", () => {
  expect(Object.keys(cases)).toEqual(pairRules.map(({ name }) => name));
});

describe.each(Object.entries(cases))("%s", (_, rows) => {
  test.each(rows)("%s", (_what, first, second, found) => {
    if (found === undefined) expect(said(first, second)).toEqual([]);
    else expect(said(first, second)).toEqual([expect.stringMatching(found)]);
    expect(said(first, second, "fr")).toHaveLength(found === undefined ? 0 : 1);
  });
});

test("a pair that fits gives nothing", () => {
  expect(said(good, backup)).toEqual([]);
});
