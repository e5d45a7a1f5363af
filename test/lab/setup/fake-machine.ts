import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Machine } from "../../../lab/setup/machine.ts";
import { type Program, programs } from "../../../lab/setup/program.ts";

export interface Behaviour {
  /** Packages that apt knows only after an update. */
  readonly unknown?: readonly string[];
  /** Shell commands that `apt-get` runs for this step, in place of succeeding. */
  readonly onUpdate?: string;
  readonly onFetch?: string;
  readonly onInstall?: string;
  readonly hasSystemd?: boolean;
  readonly isRoot?: boolean;
  readonly hasApt?: boolean;
}

/** A folder of programs that plays Debian: `apt-get install` writes down its arguments and makes the programs. */
export function fakeMachine(behaviour: Behaviour = {}) {
  const folder = mkdtempSync(join(tmpdir(), "bascule-setup-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const policyFile = join(folder, "policy-rc.d");
  const machine: Machine = {
    isRoot: behaviour.isRoot ?? true,
    hasSystemd: behaviour.hasSystemd ?? false,
    // The shell's own tools; neither keepalived nor haproxy are in these.
    path: `${bin}:/bin:/usr/bin`,
    policyFile,
  };
  const script = (name: string, lines: readonly string[]) => {
    writeFileSync(join(bin, name), ["#!/bin/sh", `folder='${folder}'`, ...lines, ""].join("\n"));
    chmodSync(join(bin, name), 0o755);
  };
  if (behaviour.hasApt ?? true) {
    script("apt-get", aptGet(behaviour));
    script("apt-cache", aptCache(behaviour));
  }
  script("systemctl", ['echo "systemctl $*" >> "$folder/log"']);
  const read = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : "";
  return { machine, folder, policyFile, log: () => read("log").split("\n").filter(Boolean), read };
}

export const daemons: readonly Program[] = programs.filter(({ command }) =>
  ["keepalived", "haproxy"].includes(command),
);

function aptGet({ onUpdate, onFetch, onInstall }: Behaviour): readonly string[] {
  return [
    'words=; for word in "$@"; do case "$word" in -q|-y|-o|DPkg::*) ;; *) words="$words $word";; esac; done',
    'echo "apt-get$words" >> "$folder/log"',
    'env | grep -E "^(DEBIAN_FRONTEND|LC_ALL|BASCULE_SETUP)=" | sort > "$folder/environment"',
    `case "$words" in *" update"*) touch "$folder/updated"; ${onUpdate ?? ":"}; exit;;`,
    `*--download-only*) ${onFetch ?? ":"}; exit;; esac`,
    // What a maintainer script asks before it starts its service, and what another installation would be told.
    'BASCULE_SETUP=1 "$folder/policy-rc.d" haproxy start; echo "ours $?" >> "$folder/policy"',
    'env -u BASCULE_SETUP "$folder/policy-rc.d" ssh start; echo "others $?" >> "$folder/policy"',
    onInstall ??
      'for name in keepalived haproxy; do printf "" > "$folder/bin/$name"; chmod +x "$folder/bin/$name"; done',
  ];
}

function aptCache({ unknown = [] }: Behaviour): readonly string[] {
  return [
    "shift",
    'for name in "$@"; do',
    `  case " ${unknown.join(" ")} " in *" $name "*) [ -e "$folder/updated" ] || continue;; esac`,
    '  printf "%s:\\n  Installed: (none)\\n  Candidate: 1.0\\n" "$name"',
    "done",
  ];
}
