import { expect, test } from "vitest";
import { splitCommand } from "../../../../agent/config/keepalived/command-line.ts";

test.each([
  ["/usr/bin/killall -0 haproxy", ["/usr/bin/killall", "-0", "haproxy"]],
  ["notify.sh 'a b' c # d", ["notify.sh", "a b", "c", "#", "d"]],
  [`sh -c "test -e '/x y'"`, ["sh", "-c", "test -e '/x y'"]],
  ["a\\ b c", ["a b", "c"]],
  ['x "a \\" b"', ["x", 'a " b']],
  ["  ", []],
])("%s", (command, words) => {
  expect(splitCommand(command)).toEqual(words);
});
