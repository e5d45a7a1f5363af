import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { files } from "../agent/config/keepalived/broken.ts";
import { describeLive, liveTest } from "./live.ts";
import { VrrpNet } from "./vrrp-net.ts";

const cases = join(import.meta.dirname, "../cases/keepalived");
const ours = [process.execPath, join(import.meta.dirname, "../../agent/keepalived.ts")];

const course = Object.fromEntries(
  readdirSync(cases).map((name) => [`the course: ${name}`, readFileSync(join(cases, name), "utf8")]),
);

describeLive(
  "keepalived -t",
  () => {
    liveTest(
      "ends with the original's exit code, for every keepalived.conf of the course and a table of broken ones",
      async () => {
        await using net = await VrrpNet.create(1);
        const [node] = net.nodes;
        if (node === undefined) throw new Error("no node");
        // The BTS document's interface.
        await node.run("ip", "link", "add", "enp0s3", "type", "veth", "peer", "name", "p9");
        const folder = mkdtempSync(join(tmpdir(), "bascule-vrrp-"));
        const differences: string[] = [];
        for (const [name, text] of Object.entries({ ...course, ...files })) {
          const file = join(folder, "keepalived.conf");
          writeFileSync(file, text);
          const real = await node.run("/usr/sbin/keepalived", "-t", "-f", file);
          const own = await node.run(...ours, "-t", "-f", file);
          if (own.code !== real.code)
            differences.push(`${name}: real ${real.code}, ours ${own.code}\n${real.output}${own.output}`);
        }
        rmSync(folder, { recursive: true });
        expect(differences).toEqual([]);
      },
    );
  },
  { stack: "keepalived-haproxy" },
);
