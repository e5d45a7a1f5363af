import { commands } from "../../../lab/command/index.ts";
import type { Surroundings } from "../../../lab/command/main.ts";

/** Surroundings that keep what is written, for tests of commands. */
export function capture(changes: Partial<Surroundings> = {}) {
  const written = { stdout: "", stderr: "" };
  const sink = (name: keyof typeof written) => ({
    isTTY: false,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const surroundings: Surroundings = {
    commands,
    version: "1.2.3",
    environment: { LANG: "en_US.UTF-8" },
    stdout: sink("stdout"),
    stderr: sink("stderr"),
    signal: new AbortController().signal,
    ...changes,
  };
  return { written, surroundings };
}
