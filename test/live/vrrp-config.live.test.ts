import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { files } from "../agent/config/keepalived/broken.ts";
import { describeLive, liveTest } from "./live.ts";
import { VrrpNet } from "./vrrp-net.ts";

const ours = [process.execPath, "--no-warnings", join(import.meta.dirname, "vrrp-verdict-harness.ts")];
const real = 'for file in "$@"; do keepalived -t -f "$file" >/dev/null 2>&1; echo $?; done';

describeLive(
  "keepalived -t",
  () => {
    liveTest("ends with the original's exit code, for a table of broken files", async () => {
      await using net = await VrrpNet.create(1);
      const [node] = net.nodes;
      if (node === undefined) throw new Error("no node");
      const folder = mkdtempSync(join(tmpdir(), "bascule-vrrp-"));
      const names = Object.keys(files);
      const paths = Object.values(files).map((text, index) => {
        const path = join(folder, `${index}.conf`);
        writeFileSync(path, text);
        return path;
      });
      const codes = async (...argv: readonly string[]) => {
        const { output } = await node.run(...argv, ...paths);
        const lines = output.trim().split("\n");
        return names.map((name, index) => `${name}: ${lines[index]}`);
      };
      const expected = await codes("sh", "-c", real, "sh");
      expect(await codes(...ours)).toEqual(expected);
      rmSync(folder, { recursive: true });
    });
  },
  { stack: "keepalived-haproxy" },
);
