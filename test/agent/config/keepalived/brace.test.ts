import { describe, expect, test } from "vitest";
import { formatProblem } from "../../../../agent/base/problem.ts";
import { parseKeepalived } from "../../../../agent/config/keepalived/parse.ts";

const file = `vrrp_script chk {
    script "/bin/true"
}

vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    authentication {
        auth_type PASS
        auth_pass 1234
    }
    virtual_ipaddress {
        192.168.1.100
    }
    track_script {
        chk
    }
}
`;
const without = (line: number) =>
  file
    .split("\n")
    .toSpliced(line - 1, 1)
    .join("\n");
const withExtra = (line: number, brace: string) =>
  file
    .split("\n")
    .toSpliced(line - 1, 0, brace)
    .join("\n");
const saidOf = (text: string) =>
  parseKeepalived(text, "k").problems.map((problem) => formatProblem(problem, "en").replace(/^k:/, ""));

describe("a missing brace is named where it should stand, judged by the margins", () => {
  test.each([
    [
      "of a script",
      3,
      /^4:1: .* The block "vrrp_script" of line 1 is not closed: a "}" is missing in front of this line/,
    ],
    ["of authentication", 12, /^12:5: .* The block "authentication" of line 9 is not closed/],
    ["of a list that a block follows", 15, /^15:5: The block "virtual_ipaddress" of line 13 is not closed/],
    [
      "of the last inner block",
      18,
      /^16:5: The block "track_script" .* never closed: .* in front of line 18\./,
    ],
    ["of the last block", 19, /^5:1: The block "vrrp_instance" .* never closed: .* at the end of the file\./],
  ])("%s", (_, removed, expected) => {
    expect(saidOf(without(removed)).filter((each) => expected.test(each))).toHaveLength(1);
  });

  test("without any margins, at the next block that stands alone", () => {
    const flat = without(3).replace(/^ +/gm, "");
    expect(saidOf(flat)).toContainEqual(
      expect.stringMatching(/^4:1: .* "vrrp_script" of line 1 is not closed/),
    );
  });
});

describe("a brace too many", () => {
  test.each([
    [
      "inside",
      16,
      "    }",
      /^16:5: There is one "}" too many, probably this one: it already closes .* line 5,/,
    ],
    ["at the end", 20, "}", /^20:1: This "}" closes nothing/],
  ])("%s", (_, line, brace, expected) => {
    const said = saidOf(withExtra(line, brace));
    expect(said.filter((each) => expected.test(each))).toHaveLength(1);
  });

  test("what follows is told to have left its block", () => {
    const said = saidOf(withExtra(16, "    }"));
    expect(said.find((each) => each.startsWith("17:"))).toContain("did the block end too early?");
  });
});

test("where as many braces are closed as opened, the margins are nobody's business", () => {
  expect(saidOf(file.replace(/^ +/gm, ""))).toEqual([]);
  expect(saidOf(file.replace("    track_script", "track_script"))).toEqual([]);
});

test.each([3, 12, 15, 18])(
  "with the brace that is proposed the file is right again (without line %i)",
  (line) => {
    const [proposed] = parseKeepalived(without(line), "k").problems.flatMap(({ fix = [] }) => fix);
    if (proposed === undefined) throw new Error("nothing is proposed");
    const mended = without(line)
      .split("\n")
      .toSpliced(proposed.line - 1, proposed.removed, ...proposed.lines);
    expect(saidOf(mended.join("\n"))).toEqual([]);
  },
);
