import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatProblem } from "../../../../agent/base/problem.ts";
import { parseKeepalived } from "../../../../agent/config/keepalived/parse.ts";
import { files, good } from "./broken.ts";

const problemsOf = (text: string, language: "fr" | "en" = "en") =>
  parseKeepalived(text, "keepalived.conf").problems.map(
    (problem) => `${problem.severity} ${problem.testExit} ${formatProblem(problem, language)}`,
  );

describe("the exercise's file", () => {
  const file = "compose/course/lb1/keepalived.conf";
  const { config, problems } = parseKeepalived(readFileSync(file, "utf8"), file);

  test("is read whole", () => {
    expect(config).toMatchSnapshot();
  });

  test("has one mistake: the password is too long", () => {
    expect(problems.map((problem) => formatProblem(problem, "fr"))).toEqual([
      `compose/course/lb1/keepalived.conf:24:19: auth_pass "secret123" a plus de 8 caractères : keepalived n'en garde que les 8 premiers, "secret12". Écrivez 8 caractères au plus, les mêmes sur tous les nœuds. Ce mot de passe circule en clair : il évite des erreurs, pas des attaques. [ERR_CONFIG_VALUE]`,
    ]);
  });
});

test.each(Object.entries(files))("%s: every problem, where it stands", (_, text) => {
  expect(problemsOf(text)).toMatchSnapshot();
});

test("where script_user stands is known, for a machine that has no such user", () => {
  const { places, config } = parseKeepalived(files["a script_user that is not there"] ?? "", "k");
  expect(places.scriptUser).toMatchObject({ text: "nobodyhere", line: 2, column: 17 });
  expect(config.global).toEqual({ scriptUser: "nobodyhere", scriptSecurity: false });
});

describe("a misspelt block", () => {
  test("inside, only what is misspelt as well is told of", () => {
    const text = good.replace("vrrp_instance", "vrp_instance").replace("priority", "priorty");
    const { problems } = parseKeepalived(text, "keepalived.conf");
    expect(problems.map(({ line, instead }) => [line, instead])).toEqual([
      [1, "vrrp_instance"],
      [5, "priority"],
    ]);
  });

  test("is one problem, not one for each of its lines; what follows is read", () => {
    const text = `${good.replace("vrrp_instance", "vrp_instance")}${good}`;
    const { config, problems } = parseKeepalived(text, "keepalived.conf");
    expect(problems).toHaveLength(1);
    expect(config.instances.map(({ name }) => name)).toEqual(["VI_1"]);
  });
});

test.each([
  ["a letter O for a zero", "priority 1O0", "100"],
  ["a letter l for a one", "priority l00", "100"],
  ["letters", "priority high", undefined],
])("%s in a number", (_, line, instead) => {
  const { problems } = parseKeepalived(good.replace("priority 100", line), "keepalived.conf");
  expect(problems.map((problem) => problem.instead)).toEqual([instead]);
});

describe("what the original ignores has no effect here either", () => {
  const instanceOf = (text: string) => parseKeepalived(text, "keepalived.conf").config.instances[0];

  test.each([
    ["state SLAVE", { initialState: "BACKUP" }],
    ["priority 300", { priority: 100 }],
    ["priority twice", { priority: 90 }],
    ["advert_int 0.5", { advertMs: 1000, version: 2 }],
    ["version 3, advert_int 0.5", { advertMs: 500, version: 3 }],
    ["version 3, advert_int 0.015", { advertMs: 20 }],
    ["version 3, advert_int 41", { advertMs: 40_950 }],
    ["vrrp_version 3 below", { advertMs: 500, version: 3 }],
    ["vrrp_version 3, version 2", { version: 2 }],
    ["vrrp_version 4", { version: 2 }],
    ["vrrp_strict", { strict: true, preemptDelayMs: 0 }],
    ["vrrp_strict, strict_mode off", { strict: false, auth: { password: "1234" } }],
    [
      "garp, all of it",
      { garp: { delayMs: 1000, repeat: 2, refreshMs: 60_000, lowerPriorityDelayMs: 3000 } },
    ],
    ["garp_master_repeat 0", { garp: { repeat: 1 } }],
    ["garp, global, and one of its own", { garp: { delayMs: 0, repeat: 2, lowerPriorityRepeat: 2 } }],
    ["vrrp_strict with repeated ARP", { garp: { refreshMs: 0, lowerPriorityRepeat: 0 } }],
    ["a watched interface with a weight", { trackInterfaces: [{ name: "lo", weight: -10, reverse: true }] }],
    ["the own interface watched", { trackInterfaces: [] }],
    ["an interface watched twice", { trackInterfaces: [{ name: "lo", weight: 0, reverse: false }] }],
    ["a script tracked twice", { trackScripts: [{ name: "chk", weight: 0 }] }],
    ["a tracked script in reverse", { trackScripts: [{ weight: 3, reverse: true }] }],
    [
      "excluded addresses",
      { excludedAddresses: [{ address: "192.168.1.101" }, { address: "192.168.1.102" }] },
    ],
    ["unicast", { source: "192.168.1.11", unicast: { peers: [{ address: "192.168.1.12" }], ttl: 255 } }],
    [
      "unicast with limits",
      {
        unicast: { peers: [{ address: "192.168.1.12", minTtl: 3, maxTtl: 255 }], ttl: 10, checkSource: true },
      },
    ],
    ["a notify script with a user and a group", { notify: { master: { user: "root", group: "root" } } }],
    ["preempt_delay with MASTER", { preemptDelayMs: 0 }],
    ["preempt_delay with nopreempt", { preemptDelayMs: 0, nopreempt: true }],
    ["auth_pass of 10 letters", { auth: { type: "PASS", password: "secretpa" } }],
    ["a tracked script defined below", { trackScripts: [] }],
    ["nopreempt with MASTER", { nopreempt: false }],
    ["an unknown block inside", { priority: 100, virtualAddresses: [] }],
    ["prefix 33", { virtualAddresses: [{ address: "192.168.1.100", prefixLength: 32 }] }],
    ["a missing brace", { priority: 100 }],
    ["notify_master twice", { notify: { master: { argv: ["/bin/true", "x"] } } }],
  ])("%s", (name, expected) => {
    expect(instanceOf(files[name] ?? "")).toMatchObject(expected);
  });

  test.each(["version 3 with a password", "vrrp_strict with a password"])(
    "%s: nothing is authenticated",
    (name) => {
      expect(instanceOf(files[name] ?? "")?.auth).toBeUndefined();
    },
  );

  test.each(["vrp_instance", "no name", "no virtual_router_id", "no interface"])(
    "%s: no instance",
    (name) => {
      expect(instanceOf(files[name] ?? "")).toBeUndefined();
    },
  );
});

describe("what the original honours and we do not is refused", () => {
  test.each([
    ["virtual MACs of addresses", "use_vmac_addr"],
    ["AH", "authentication {\n auth_type AH\n auth_pass x\n }"],
    ["BFD", "track_bfd {\n b\n }"],
  ])("%s", (_, lines) => {
    const [problem] = parseKeepalived(good.replace("state MASTER", `state BACKUP\n${lines}`), "k").problems;
    expect(problem).toMatchObject({ severity: "unsupported", code: "ERR_CONFIG_UNSUPPORTED", testExit: 0 });
  });

  test.each([
    "virtual_server 10.0.0.1 80 {\n real_server 10.0.0.2 80 {\n }\n}",
    "garp_group {\n garp_interval 0.1\n}",
    "include /etc/x.conf",
  ])("%s, at the top", (lines) => {
    const { problems, config } = parseKeepalived(`${lines}\n${good}`, "k");
    expect(problems.map(({ severity, line }) => ({ severity, line }))).toEqual([
      { severity: "unsupported", line: 1 },
    ]);
    expect(config.instances).toHaveLength(1);
  });
});

test("with --vrrp what balances is passed over with a note", () => {
  const balancer = "virtual_server 10.0.0.1 80 {\n real_server 10.0.0.2 80 {\n }\n}";
  const { problems, config } = parseKeepalived(`${balancer}\n${good}`, "k", { vrrpOnly: true });
  expect(problems).toMatchObject([{ severity: "note", code: "ERR_CONFIG_NOTE", line: 1, testExit: 0 }]);
  expect(config.instances).toHaveLength(1);
});

test("reading never throws, whatever stands in the file", () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(...good.split(/(?<=\s)/), "{", "}", '"', "#", "\n", "vrrp_script x {"),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      expect(Array.isArray(parseKeepalived(pieces.join(" "), "k").problems)).toBe(true);
    }),
  );
});
