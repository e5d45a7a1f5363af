import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { userFlags } from "./enter.ts";
import { lines as linesOf, toolEnvironment } from "./tool.ts";

/**
 * An `ip` that stays inside one network namespace and does what it is told at once: no process is started for a
 * command. It ends with the process that started it, because its standard input does.
 */
export class IpBatch implements AsyncDisposable {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: ((ended: boolean) => void)[] = [];
  #complaints = "";
  #ended = false;
  #last: Promise<unknown> = Promise.resolve();

  /** @param pid a process in the namespace, as this process sees it */
  constructor(pid: number) {
    const enter = [...userFlags(pid), "--net", "--target", String(pid)];
    this.#child = spawn("nsenter", [...enter, "ip", "-force", "-oneline", "-batch", "-"], {
      detached: true,
      env: toolEnvironment(),
    });
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#complaints += text;
    });
    createInterface(this.#child.stdout).on("line", () => this.#waiting.shift()?.(false));
    this.#child.stdin.on("error", () => this.#fail());
    this.#child.on("error", () => this.#fail()).on("close", () => this.#fail());
  }

  /** Resolves when all lines were done. @throws Error with what `ip` said when one failed */
  async run(lines: readonly string[]): Promise<void> {
    const complaints = await this.attempt(lines);
    if (complaints !== "") throw new Error(`ip: ${complaints}`);
  }

  /** As `run`, for lines that may fail: returns what `ip` said. */
  attempt(lines: readonly string[]): Promise<string> {
    const answer = this.#last.then(() => this.#ask(lines)); // one at a time: complaints carry no sender
    this.#last = answer;
    return answer;
  }

  async #ask(lines: readonly string[]): Promise<string> {
    if (this.#ended) return this.#take() || "the switch is gone";
    // Every namespace has a loopback interface: its one line of output acknowledges the lines before.
    this.#child.stdin.write(linesOf([...lines, "link show dev lo"]));
    const ended = await new Promise<boolean>((resolve) => this.#waiting.push(resolve));
    await new Promise(setImmediate); // complaints were written before; let them be read
    return this.#take() || (ended ? "the switch ended" : "");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#ended) return;
    const closed = new Promise((resolve) => this.#child.once("close", resolve));
    this.#child.stdin.end();
    await closed;
  }

  #take(): string {
    const said = this.#complaints.trim();
    this.#complaints = "";
    return said;
  }

  #fail(): void {
    this.#ended = true;
    for (const resolve of this.#waiting.splice(0)) resolve(true);
  }
}
