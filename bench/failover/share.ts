import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { programsIn } from "./process.ts";

const periodUs = 100_000;

/** A control group of version 2 or 1, whichever this machine has, with so many percent of one processor. */
export function openShare(name: string, percent: number): { take(namespace: string): void } & Disposable {
  const two = existsSync("/sys/fs/cgroup/cgroup.controllers");
  const root = two ? "/sys/fs/cgroup" : "/sys/fs/cgroup/cpu";
  const folder = join(root, `bascule-${name}`);
  const quotaUs = (periodUs * percent) / 100;
  if (two) writeFileSync(join(root, "cgroup.subtree_control"), "+cpu");
  mkdirSync(folder);
  if (two) writeFileSync(join(folder, "cpu.max"), `${quotaUs} ${periodUs}`);
  else {
    writeFileSync(join(folder, "cpu.cfs_period_us"), `${periodUs}`);
    writeFileSync(join(folder, "cpu.cfs_quota_us"), `${quotaUs}`);
  }
  return {
    /** Everything that runs in a node, and whatever that starts. */
    take(namespace) {
      for (const { id } of programsIn(namespace)) writeFileSync(join(folder, "cgroup.procs"), `${id}`);
    },
    [Symbol.dispose]() {
      const ids = readFileSync(join(folder, "cgroup.procs"), "utf8").trim().split("\n").filter(Boolean);
      for (const id of ids) writeFileSync(join(root, "cgroup.procs"), id);
      rmdirSync(folder);
    },
  };
}
