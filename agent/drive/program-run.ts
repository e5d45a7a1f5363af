import { spawn } from "node:child_process";
import { judgeProgram, type ProgramEnd, type ProgramQuestion, programCall } from "../health/program.ts";
import type { CheckResult } from "../health/result.ts";

/**
 * Asks a program how a server is; without a shell, in a process group of its own, which is killed as a whole when
 * the time is over. `done` is called once, unless it is disposed before.
 */
export function runProgram(
  question: ProgramQuestion,
  limitMs: number,
  done: (result: CheckResult) => void,
): Disposable {
  const { words, environment } = programCall(question);
  const child = spawn(question.command, words, { env: environment, detached: true, stdio: "ignore" });
  const end = (how: ProgramEnd): void => {
    clearTimeout(timer);
    child.removeAllListeners();
    child.on("error", () => {});
    done(judgeProgram(how));
  };
  const kill = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // All of them have ended meanwhile.
    }
  };
  const timer = setTimeout(() => {
    kill();
    end({ kind: "late" });
  }, limitMs);
  child.once("error", () => end({ kind: "ended", code: 255 }));
  child.once("exit", (code) => end({ kind: "ended", code: code ?? -1 }));
  return {
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      child.removeAllListeners();
      child.on("error", () => {});
      kill();
    },
  };
}
