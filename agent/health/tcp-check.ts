import type { TcpCheck, TcpCheckStep } from "../config/haproxy/config.ts";
import type { Checker, CheckSend } from "./checker.ts";
import type { CheckResult } from "./result.ts";

/** An answer beyond this is judged by what is there. */
const maximumBytes = 16_384;

type Expect = Extract<TcpCheckStep, { readonly kind: "expect" }>;

/** `option tcp-check`: connect, then send and expect in the order of the lines. */
export function tcpCheckChecker(steps: TcpCheck): Checker {
  return new Conversation(steps);
}

class Conversation implements Checker {
  readonly #steps: TcpCheck;
  readonly port: number | undefined;
  readonly #explicit: boolean;
  #at: number;
  /** Where the answer to the last `send` begins: what came before does not count any more. */
  #from = 0;

  constructor(steps: TcpCheck) {
    this.#steps = steps;
    const [first] = steps;
    this.#explicit = first?.kind === "connect";
    this.port = first?.kind === "connect" ? first.port : undefined;
    this.#at = this.#explicit ? 1 : 0;
  }

  connected(): CheckSend | CheckResult {
    if (this.#at === this.#steps.length) return { passed: true, status: "l4-ok" };
    return this.#proceed("", false) ?? { send: "" };
  }

  received(text: string, ended: boolean): CheckSend | CheckResult | undefined {
    return this.#proceed(text, ended || text.length - this.#from >= maximumBytes);
  }

  expired(connected: boolean): CheckResult {
    return {
      passed: false,
      status: connected ? "l7-timeout" : "l4-timeout",
      info: this.describe("", connected),
    };
  }

  describe(error: string, connected: boolean): string {
    const step = connected ? this.#steps[this.#at] : this.#steps[0];
    if (step === undefined || (!connected && !this.#explicit)) {
      return `${error} at initial connection step of tcp-check`;
    }
    const comment = step.kind !== "send" && step.comment !== undefined ? ` comment: '${step.comment}'` : "";
    return `${error} at step ${connected ? this.#at + 1 : 1} of tcp-check (${describeStep(step)})${comment}`;
  }

  /** As many steps as what is there decides. */
  #proceed(text: string, ended: boolean): CheckSend | CheckResult | undefined {
    let send = "";
    let result: CheckResult | undefined;
    while (result === undefined) {
      const step = this.#steps[this.#at];
      if (step?.kind === "expect") {
        const decided = this.#expect(step, text.slice(this.#from), ended);
        if (decided === "wait") break;
        if (decided !== "passed") result = decided;
      } else if (step?.kind === "send") {
        send += step.data;
        this.#from = text.length;
      } else result = { passed: true, status: "l7-ok", code: 0, info: "(tcp-check)" };
      this.#at++;
    }
    if (send !== "") return { send, ...(result ? { result } : {}) };
    return result;
  }

  /** What is not there may still come; what must not be there as well. */
  #expect(step: Expect, answer: string, ended: boolean): "wait" | "passed" | CheckResult {
    const found = holds(step, answer);
    if (found && !step.negated) return "passed";
    const where = `at step ${this.#at + 1}`;
    const comment = step.comment === undefined ? "" : ` comment: ${step.comment}`;
    if (ended && answer === "") return refusal(`TCPCHK got an empty response ${where}${comment}`);
    const what =
      step.match === "string" ? `'${step.written}'` : step.match === "binary" ? "(binary)" : "(regex)";
    if (found) return refusal(`TCPCHK matched unwanted content ${what} ${where}${comment}`);
    if (!ended) return "wait";
    return step.negated ? "passed" : refusal(`TCPCHK did not match content ${what} ${where}${comment}`);
  }
}

function holds({ match, pattern }: Expect, answer: string): boolean {
  return match === "rstring" ? new RegExp(pattern).test(answer) : answer.includes(pattern);
}

function refusal(info: string): CheckResult {
  return { passed: false, status: "l7-invalid", info };
}

function describeStep(step: TcpCheckStep): string {
  if (step.kind !== "expect") return step.kind;
  return step.match === "rstring" ? "expect regex" : `expect ${step.match} '${step.pattern}'`;
}
