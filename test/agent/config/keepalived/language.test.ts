import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expandBraces, type Included } from "../../../../agent/config/keepalived/include.ts";
import { parseKeepalived } from "../../../../agent/config/keepalived/parse.ts";
import { readSequence } from "../../../../agent/config/keepalived/sequence.ts";
import { good } from "./broken.ts";

/** keepalived 2.2.7 names a state that it does not know: so it was found out what each of these lines means to it. */
const with_ = (line: string) => good.replace("state MASTER", line);
const states = (text: string, options = {}) =>
  parseKeepalived(text, "k.conf", { instance: "myhost", folderOf: () => "/etc/k", ...options })
    .problems.map(({ text: { en } }) => /^"(.*)" is not a state/.exec(en)?.[1])
    .filter((state) => state !== undefined);

describe("definitions", () => {
  test.each([
    ["a name before a blank", "$A=FOO", "state $A", ["FOO"]],
    ["a name in braces, anywhere", "$A=FOO", `state x\${A}y`, ["xFOOy"]],
    ["a name at the end of a word", "$A=FOO", "state x$A", ["xFOO"]],
    ["no name before a letter", "$A=FOO", "state $Ax", ["$Ax"]],
    ["no name before a point", "$A=FOO", "state $A.x", ["$A.x"]],
    ["no such name", "", "state $NOPE", ["$NOPE"]],
    ["blanks before the value", "$A= FOO", "state $A", ["FOO"]],
    ["blanks and a comment behind it", "$A=FOO  # c", `state x\${A}y`, ["xFOOy"]],
    ["no value", "$A=", `state x\${A}y`, ["xy"]],
    ["a value with quotes", '$A="F O"', "state $A", ["F O"]],
    ["inside quotes", "$A=FO", 'state "a $A b"', ["a FO b"]],
    ["one in another, resolved when it is used", `$B=1\${A}\n$A=FOO`, "state $B", ["1FOO"]],
    ["a keyword too", "$A=state FOO", "$A", ["FOO"]],
    ["of several lines", "$A= \\\nstate FOO \\\npriority 90", "$A", ["FOO"]],
    ["of several lines from the first on", "$A=state FOO \\\npriority 90", "$A", ["FOO"]],
    ["inside a block", "", "$A=FOO\n state $A", ["FOO"]],
    ["the folder of the file", "", `state x\${_PWD}`, ["x/etc/k"]],
    ["the host", "", `state x\${_INSTANCE}`, ["xmyhost"]],
    ["a sign that begins a comment all the same", "", `state x\${_HASH}y`, ["x"]],
  ])("%s", (_, above, line, expected) => {
    expect(states(`${above}\n${with_(line)}`)).toEqual(expected);
  });

  test("below their use come too late", () => {
    expect(states(`${with_("state $A")}$A=FOO\n`)).toEqual(["$A"]);
  });

  test("a line of several lines has all its effects", () => {
    const text = `$A=state BACKUP \\\npriority 90\n${with_("$A")}`;
    const [instance] = parseKeepalived(text, "k").config.instances;
    // The block's own priority stands below, and wins.
    expect(instance).toMatchObject({ initialState: "BACKUP", priority: 100 });
  });

  test("that contain themselves are reported, not followed", () => {
    const { problems } = parseKeepalived(`$A=x\${A}\n${with_("state $A")}`, "k");
    expect(problems).toMatchObject([{ code: "ERR_CONFIG_SYNTAX", line: 3 }]);
  });

  test("a mistake in a value is shown where it is used", () => {
    const { problems } = parseKeepalived(`$P=300\n${good.replace("priority 100", "priority $P")}`, "k");
    expect(problems).toMatchObject([{ line: 6, column: 14, code: "ERR_CONFIG_RANGE" }]);
  });
});

describe("conditional lines", () => {
  test.each([
    ["@main state FOO", undefined, []],
    ["@main state FOO", "main", ["FOO"]],
    ["@main state FOO", "backup", []],
    ["@^main state FOO", undefined, ["FOO"]],
    ["@^main state FOO", "main", []],
    ["@^main state FOO", "backup", ["FOO"]],
    ["@ main state FOO", "main", []],
    ["@main @^backup state FOO", "main", ["FOO"]],
    ["$IF=@main\n $IF state FOO", "main", ["FOO"]],
    ["$IF=@main\n $IF state FOO", "backup", []],
    ["@main $A=FOO\n @backup $A=BAR\n state $A", "backup", ["BAR"]],
  ])("%s, for %s", (lines, configId, expected) => {
    expect(states(with_(lines), configId === undefined ? {} : { configId })).toEqual(expected);
  });
});

describe("sequences", () => {
  test.each([
    ["~SEQ(X,1,3)", ["F1", "F2", "F3"]],
    ["~SEQ(X, 1, 2, 5)", ["F1", "F3", "F5"]],
    ["~SEQ(X,3,1)", ["F3", "F2", "F1"]],
    ["~SEQ(X,2)", ["F1", "F2"]],
    ["~SEQx(X,8,11)", ["F8", "F9", "Fa", "Fb"]],
    ["~SEQx(X, 0x90, 0x10, 0xc0)", ["F90", "Fa0", "Fb0", "Fc0"]],
    ["~LST(X,a,b)", ["Fa", "Fb"]],
    ["~SEQ(X)", []],
    ["~SEQ(X,a,b)", []],
    ["~SEQ(X,1,0,5)", []],
  ])("%s", (head, expected) => {
    expect(states(with_(`${head} state F\${X}`))).toEqual(expected);
  });

  test("nest, and a name serves again", () => {
    expect(states(with_(`~SEQ(X,1,2) ~SEQ(Y,1,2) state F\${X}\${Y}`))).toEqual(["F11", "F12", "F21", "F22"]);
    expect(states(with_(`~SEQ(X,1,2) state F\${X}\n~SEQ(X,5,6) state F\${X}`))).toEqual([
      "F1",
      "F2",
      "F5",
      "F6",
    ]);
  });

  test("make blocks from a definition of several lines", () => {
    const block = good.trim().replace("VI_1", `VI_\${ID}`).replace("51", `\${ID}`).replaceAll("\n", " \\\n");
    const { config, problems } = parseKeepalived(`$VI= \\\n${block}\n~SEQ(ID,1,20) $VI\n`, "k");
    expect(problems).toEqual([]);
    expect(config.instances.map(({ name, virtualRouterId }) => `${name} ${virtualRouterId}`)).toEqual(
      Array.from({ length: 20 }, (_, index) => `VI_${index + 1} ${index + 1}`),
    );
  });

  test("that would never end are refused", () => {
    expect(readSequence("~SEQ(X,1,999999999)")).toBeUndefined();
    expect(readSequence("~SEQ(X,5,1,1)")).toBeUndefined();
  });
});

describe("include", () => {
  const files: Readonly<Record<string, string>> = {
    "inc/a.conf": "global_defs {\n  foo\n}\n",
    "inc/b.conf": "state FOO\n",
    "inc/loop.conf": "include inc/loop.conf\n",
    "inc/define.conf": "$A=FOO\n",
  };
  const include = (pattern: string): Included => {
    const text = files[pattern];
    if (text !== undefined) return { files: [{ file: pattern, text }], missing: [] };
    return { files: [], missing: pattern.includes("*") ? [] : [pattern] };
  };
  const places = (text: string) =>
    parseKeepalived(text, "k.conf", { include }).problems.map(
      ({ file, line, column, testExit }) => `${file}:${line}:${column} ${testExit}`,
    );

  test("problems stand in the file where they are", () => {
    expect(places(`include inc/a.conf # comment\n${with_("state FOO")}`)).toEqual([
      "k.conf:3:11 5",
      "inc/a.conf:2:3 5",
    ]);
  });

  test("works inside a block, and definitions pass from file to file", () => {
    expect(states(with_("include inc/b.conf"), { include })).toEqual(["FOO"]);
    expect(states(`include inc/define.conf\n${with_("state $A")}`, { include })).toEqual(["FOO"]);
  });

  test.each([
    ["include /nosuch", ["k.conf:1:1 0"]],
    ["include /nosuch*", []],
    ["includer /nosuch", ["k.conf:1:1 0"]],
    ["includem /nosuch*", []],
    ["includew /nosuch*", ["k.conf:1:1 6"]],
    ["includea /nosuch", ["k.conf:1:1 6"]],
    ["include inc/loop.conf", ["inc/loop.conf:1:1 5"]],
    ["include", ["k.conf:1:1 5"]],
  ])("%s", (line, expected) => {
    expect(places(`${line}\n${good}`)).toEqual(expected);
  });

  test("braces are those of csh", () => {
    expect(expandBraces("{foo/{,cat,dog},bar}.conf")).toEqual(
      expect.arrayContaining(["foo/.conf", "foo/cat.conf", "foo/dog.conf", "bar.conf"]),
    );
    expect(expandBraces("b{2,1}")).toEqual(["b2", "b1"]);
    expect(expandBraces("a{b}")).toEqual(["a{b}"]);
  });
});

test("reading never throws and always ends, whatever is defined, repeated and included", () => {
  const piece = fc.constantFrom(
    ...[
      "$A=",
      `$B=\${A}`,
      `$A=\${B}`,
      `\${A}`,
      "$B",
      "~SEQ(A,1,3)",
      "~LST(B,a,b)",
      "@x",
      "@^x",
      "\\",
      "\n",
      "{",
      "}",
    ],
    ...["include a", "vrrp_instance V {", "priority", '"', "#", "$A=x \\"],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const include = () => ({ files: [{ file: "a", text: pieces.join("\n") }], missing: [] });
      const text = pieces.join(" ").replaceAll("include", "#");
      expect(Array.isArray(parseKeepalived(text, "k", { include }).problems)).toBe(true);
    }),
  );
});
