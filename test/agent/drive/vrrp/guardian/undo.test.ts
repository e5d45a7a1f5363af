import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { encodeUndos } from "../../../../../agent/drive/vrrp/guardian/undo.ts";

test("a list is one line each and a dot", () => {
  const undos = [
    { kind: "ip", words: ["address", "del", "192.168.1.100/24", "dev", "eth0"] },
    { kind: "run", argv: ["/usr/bin/nft", "delete", "it's"] },
  ] as const;
  expect(encodeUndos(undos)).toBe(
    "ip address del 192.168.1.100/24 dev eth0\nrun '/usr/bin/nft' 'delete' 'it'\\''s'\n.\n",
  );
  expect(encodeUndos([])).toBe(".\n");
});

test.each(["a b", "$HOME", "'", "`id`", "a\\b", '"', "*"])(
  "a word %j stays what it is in a shell",
  (word) => {
    const [line = ""] = encodeUndos([{ kind: "run", argv: ["printf", "%s", word] }]).split("\n");
    expect(execFileSync("/bin/sh", ["-c", line.replace(/^run /, "")]).toString()).toBe(word);
  },
);
