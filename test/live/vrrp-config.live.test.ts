import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { files } from "../agent/config/keepalived/broken.ts";
import { describeLive, liveTest } from "./live.ts";
import { VrrpNet } from "./vrrp-net.ts";

const ours = [process.execPath, join(import.meta.dirname, "../../agent/keepalived.ts")];

describeLive(
  "keepalived -t",
  () => {
    liveTest("ends with the original's exit code, for a table of broken files", async () => {
      await using net = await VrrpNet.create(1);
      const [node] = net.nodes;
      if (node === undefined) throw new Error("no node");
      const folder = mkdtempSync(join(tmpdir(), "bascule-vrrp-"));
      const differences: string[] = [];
      for (const [name, text] of Object.entries(files)) {
        const file = join(folder, "keepalived.conf");
        writeFileSync(file, text);
        const real = await node.run("/usr/sbin/keepalived", "-t", "-f", file);
        const own = await node.run(...ours, "-t", "-f", file);
        if (own.code !== real.code)
          differences.push(`${name}: real ${real.code}, ours ${own.code}\n${real.output}${own.output}`);
      }
      rmSync(folder, { recursive: true });
      expect(differences).toEqual([]);
    });
  },
  { stack: "keepalived-haproxy" },
);
