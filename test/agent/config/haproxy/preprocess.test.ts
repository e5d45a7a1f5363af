// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the language under test writes variables so
import { describe, expect, test } from "vitest";
import { parseHaproxy } from "../../../../agent/config/haproxy/parse.ts";
import { evaluateCondition } from "../../../../agent/config/haproxy/preprocess/condition.ts";
import { compareVersions } from "../../../../agent/config/haproxy/preprocess/version-order.ts";

const environment = { A: "a b  c", E: "", N: "5" };
const around = { readFile: () => "", environment };

/** What `.notice`, `.warning` and `.alert` lines say. */
function said(text: string): readonly string[] {
  return parseHaproxy(text, "dir/p.cfg", around).problems.map(({ line, text: { en } }) => `${line}: ${en}`);
}

/** The second column is what `haproxy -c` printed for `.notice` with this word. */
describe("a variable is expanded as HAProxy does it", () => {
  test.each([
    ['"x$A"', "xa b  c"],
    ['"x${A}y"', "xa b  cy"],
    ["x$A", "x$A"],
    ["'x$A'", "x$A"],
    ['"x$NOPE-y"', "x-y"],
    ['"x${NOPE}y"', "xy"],
    ['"$A$N"', "a b  c5"],
    ['"$_x"', ""],
    ['"x\\$A"', "x$A"],
    ["x\\$A", "x\\$A"],
    ['"x$.LINE y"', "x1 y"],
    ['"x${.LINE} y"', "x1 y"],
    ['"$.FILE|$.SECTION"', "dir/p.cfg|"],
    ['"$A[*]"', "a b  c[*]"],
    ['"${E[*]}"', ""],
    ['"x${NOPE-127.0.0.1}:5"', "x127.0.0.1:5"],
    ['"x${E-def}"', "x"],
    ['"${NOPE-}"', ""],
  ])("%s", (word, expected) => {
    expect(said(`.notice ${word}\n`)).toEqual([`1: ${expected}`]);
  });

  test("a list becomes several words", () => {
    const { config } = parseHaproxy('backend b\n server "${S[*]}" weight 7\n', "p", {
      ...around,
      environment: { S: "s1  127.0.0.1:80" },
    });
    expect(config.backends[0]?.servers[0]).toMatchObject({ name: "s1", port: 80, weight: 7 });
  });

  test.each([
    '"$5"',
    '"$"',
    '"$ y"',
    '"${"',
    '"${}"',
    '"$.NOPE"',
    '"${A"',
    '"${A+y}"',
    '"${A[1]}"',
    '"${A[*}"',
  ])("%s is refused", (word) => {
    const [problem] = parseHaproxy(`.notice ${word}\n`, "p", around).problems;
    expect(problem).toMatchObject({ severity: "fatal", line: 1 });
  });
});

describe("global changes the environment for the lines behind it", () => {
  test("setenv, presetenv, unsetenv, resetenv", () => {
    const text = `global
 setenv Q v1
.notice "$Q"
 presetenv Q v2
.notice "$Q"
 unsetenv Q
.notice "<$Q>"
 resetenv N
.notice "<$A> $N"
frontend foo
.notice "$.SECTION $.LINE"
defaults
.notice "$.SECTION"
`;
    expect(said(text).slice(0, 6)).toEqual([
      "3: v1",
      "5: v1",
      "7: <>",
      "9: <> 5",
      '10: frontend foo has no "bind": nothing comes in. Add "bind *:80".',
      '10: frontend foo has no "default_backend": HAProxy answers 503 to everything, without a word here.',
    ]);
    expect(said(text).slice(-2)).toEqual(["11: foo 11", "13: defaults"]);
  });
});

describe("conditions", () => {
  const truth = (text: string) => evaluateCondition(text, (name) => ({ ...environment })[name as "A"]);

  test.each([
    ["1", true],
    ["0", false],
    ["", false],
    ["-5", true],
    ["00", false],
    ["+1", true],
    ["!1", false],
    ["! ( 0 )", true],
    ["!!1", true],
    ["defined(A)", true],
    ["defined(E)", true],
    ["defined(NOPE)", false],
    ["defined()", false],
    ["defined", false],
    ["feature(OPENSSL)", true],
    ["feature(openssl)", false],
    ["feature(FOO)", false],
    ["feature", true],
    ["streq(a,a)", true],
    ["streq( a ,a)", false],
    ["streq(,)", true],
    ["streq(a,)", false],
    ['streq("a,b","a,b")', true],
    ["strneq(a,b)", true],
    ["version_atleast(2.4-dev19)", true],
    ["version_atleast(2.6.12)", true],
    ["version_atleast(2.6.12-1)", false],
    ["version_atleast(2)", true],
    ["version_atleast(abc)", true],
    ["version_before(2.6.12)", false],
    ["version_before(2.6.13)", true],
    ["version_before(2.7-dev1)", true],
    ["1||0&&0", true],
    ["(1||0)&&0", false],
    ["feature(OPENSSL)&&1", true],
    ["(0) || (1 && !0)", true],
  ])("%s", (text, holds) => {
    expect(truth(text)).toEqual({ kind: "truth", holds });
  });

  test.each([
    "foo",
    "defined(A",
    "streq(a)",
    "streq(a,b,c)",
    "1 &&",
    "1 & 1",
    "(1",
    "1 1",
    "1 )",
    "12x",
    "nope(x)",
    "1 || foo",
    "0 && foo",
  ])("%s cannot be read", (text) => {
    expect(truth(text).kind).toBe("bad");
  });

  test("versions", () => {
    const inOrder = ["2.4-dev3", "2.4-dev19", "2.4-rc1", "2.4", "2.4-7", "2.4.1", "2.10"];
    const mixed = inOrder.toReversed();
    expect(mixed.sort(compareVersions)).toEqual(inOrder);
  });
});

describe("blocks", () => {
  test.each([
    [".if 1\n.notice y\n.elif foo\n.notice n\n.endif\n", ["2: y"]],
    [".if 0\n.notice y\n.elif 1\n.notice n\n.else\n.notice z\n.endif\n", ["4: n"]],
    [".if 0\n.if 1\n.notice a\n.else\n.notice b\n.endif\n.else\n.notice c\n.endif\n", ["8: c"]],
    [".if 1 # why\n.if 0\n.else\n.notice b\n.endif\n.endif\n", ["4: b"]],
    [".if 0\n.if foo\n.endif\n.nonsense\n.endif\n", []],
    ['.if streq("$N",5)\n.notice five\n.endif\n', ["2: five"]],
    [".diag hi\n", []],
  ])("%j", (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  test.each([
    ".if 1\n",
    ".else\n",
    ".elif 1\n",
    ".endif\n",
    ".if 1\n.endif x\n.endif\n",
    ".if 1\n.else\n.else\n.endif\n",
    ".if 1\n.else\n.elif 1\n.endif\n",
    ".if foo\n.endif\n",
    '.if 0\nbla "unclosed\n.endif\n',
    ".foo\n",
    ".notice a b\n",
    ".alert no\n",
  ])("%j is refused", (text) => {
    expect(parseHaproxy(text, "p").problems.map(({ severity }) => severity)).toContain("fatal");
  });

  test("a warning counts as one of HAProxy's", () => {
    expect(parseHaproxy(".warning hi\n", "p").originalWarns).toBe(true);
  });
});
