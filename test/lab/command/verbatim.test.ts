import { expect, test } from "vitest";
import { commands } from "../../../lab/command/index.ts";
import { withVerbatimWords } from "../../../lab/command/verbatim.ts";

test.each([
  ["exec lb1 journalctl -u keepalived", "exec lb1 -- journalctl -u keepalived"],
  ["exec lb1 --name second ls -l", "exec lb1 --name second -- ls -l"],
  ["--lang fr exec --name=second lb1 ls -l", "--lang fr exec --name=second lb1 -- ls -l"],
  ["exec lb1 -- ls -l", "exec lb1 -- ls -l"],
  ["exec lb1 --help", "exec lb1 --help"],
  ["exec lb1", "exec lb1"],
  ["run a.yaml b.yaml --trials 3", "run a.yaml b.yaml --trials 3"],
  ["nonsense lb1 ls -l", "nonsense lb1 ls -l"],
])("%s", (typed, read) => {
  expect(withVerbatimWords(typed.split(" "), commands).join(" ")).toBe(read);
});
