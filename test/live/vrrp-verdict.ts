import { join } from "node:path";
import type { VrrpNode } from "./vrrp-net.ts";

const ours = [process.execPath, "--no-warnings", join(import.meta.dirname, "vrrp-verdict-harness.ts")];
const real = [
  ...["sh", "-c", 'for file in "$@"; do keepalived -t -f "$file" >/dev/null 2>&1; echo $?; done'],
  "sh",
];

/** What `keepalived -t` ends with on a node, for each file: this repository's (one process for all), and Debian's. */
export async function verdicts(
  node: VrrpNode,
  paths: readonly string[],
): Promise<{ readonly ours: readonly string[]; readonly real: readonly string[] }> {
  const codes = async (argv: readonly string[]) => {
    const { output } = await node.run(...argv, ...paths);
    return output.trim().split("\n");
  };
  return { ours: await codes(ours), real: await codes(real) };
}
