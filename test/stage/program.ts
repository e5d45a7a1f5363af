import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Stage } from "./tally.ts";

/** A program of `node_modules/.bin` that must end with 0; it counts as one test. */
export function programStage(name: string, argv: readonly [string, ...string[]], root: string): Stage {
  const [program, ...args] = argv;
  return {
    name,
    run: async () => {
      const child = spawn(join(root, "node_modules/.bin", program), args, {
        cwd: root,
        stdio: ["ignore", "pipe", "pipe"],
      });
      const [stdout, stderr, [code]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, "close"),
      ]);
      if (code === 0) return { passed: 1, failed: 0, skipped: 0, details: [] };
      return { passed: 0, failed: 1, skipped: 0, details: [`${stdout}${stderr}`.trim()] };
    },
  };
}
