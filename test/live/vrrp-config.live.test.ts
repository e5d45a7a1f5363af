import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { files } from "../agent/config/keepalived/broken.ts";
import { describeLive, liveTest } from "./live.ts";
import { VrrpNet } from "./vrrp-net.ts";
import { verdicts } from "./vrrp-verdict.ts";

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
      const { ours, real } = await verdicts(node, paths);
      const named = (codes: readonly string[]) => names.map((name, index) => `${name}: ${codes[index]}`);
      expect(named(ours)).toEqual(named(real));
      rmSync(folder, { recursive: true });
    });
  },
  { stack: "keepalived-haproxy" },
);
