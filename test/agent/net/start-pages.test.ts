import { expect, test } from "vitest";
import { cleanMappings } from "../../../agent/net/start-pages.ts";

/** Lines of proc_pid_smaps(5). */
function mapping(line: string, { anonymous = 0, dirty = 0, locked = 0 } = {}): string {
  const sizes = [
    `Rss: 8 kB`,
    `Shared_Dirty: 0 kB`,
    `Private_Dirty: ${dirty} kB`,
    `Anonymous: ${anonymous} kB`,
    `Locked: ${locked} kB`,
  ];
  return [line, ...sizes, "VmFlags: rd mr mw me", ""].join("\n");
}

const code = "00400000-01c00000 r-xp 00000000 fe:00 260386                     /opt/node/bin/node";
const found = [{ start: 0x400000, end: 0x1c00000 }];

test.each([
  ["code of a file", mapping(code), found],
  ["constants of a file", mapping(code.replace("r-xp", "r--p")), found],
  ["a name with blanks", mapping(code.replace("/opt/node", "/opt/my node")), found],
  ["what can be written to", mapping(code.replace("r-xp", "rw-p")), []],
  ["what relocations have written to", mapping(code, { anonymous: 4, dirty: 4 }), []],
  ["what is held in memory on purpose", mapping(code, { locked: 8 }), []],
  ["memory of no file", mapping("7f0000000000-7f0000001000 r-xp 00000000 00:00 0"), []],
  ["the kernel's own", mapping("7fff00000000-7fff00002000 r-xp 00000000 00:00 0            [vdso]"), []],
  ["nothing at all", "", []],
])("%s", (_, smaps, expected) => {
  expect(cleanMappings(smaps)).toEqual(expected);
});

test("finds every mapping of a list", () => {
  const other = mapping(code.replace("00400000-01c00000", "02000000-02001000"));
  expect(cleanMappings(mapping(code) + other)).toEqual([...found, { start: 0x2000000, end: 0x2001000 }]);
});
