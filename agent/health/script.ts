import type { RequestView } from "../acl/view.ts";
import { readAnswer } from "./answer.ts";
import type { CheckedServer, Checker, CheckMove, CheckTarget } from "./checker.ts";
import { type CheckResult, codedStatuses } from "./result.ts";
import type { Blame, CheckScene, CheckScript, CheckStep, ConnectStep, ExpectStep } from "./step.ts";

/** An answer beyond this is judged by what is there. */
const maximumBytes = 16_384;

/** A check that goes through its steps: connect, then send and expect in the order of the lines. */
export class ScriptRun implements Checker {
  readonly #script: CheckScript;
  readonly #view: RequestView;
  readonly #server: CheckedServer | undefined;
  /** The step under work. */
  #at = 0;
  /** Where the answer to the last `send` begins: what came before does not count any more. */
  #from = 0;
  #nowMs = 0;
  #last: CheckScene | undefined;

  constructor(script: CheckScript, view: RequestView, server: CheckedServer | undefined) {
    this.#script = script;
    this.#view = view;
    this.#server = server;
  }

  begin(): CheckMove {
    this.#skip();
    const step = this.#step;
    if (step?.kind === "connect") return { connect: this.#targetOf(step) };
    return { connect: { sendProxy: false, linger: false, ...likeServer } };
  }

  connected(nowMs: number): CheckMove {
    this.#nowMs = nowMs;
    this.#from = 0;
    if (this.#step?.kind === "connect") this.#at++;
    return this.#proceed("", false);
  }

  received(text: string, ended: boolean): CheckMove {
    return this.#proceed(text, ended || text.length - this.#from >= maximumBytes);
  }

  expired(connected: boolean): CheckResult {
    const step = this.#step;
    if (!connected) return this.#told("l4-timeout", this.#describe("", false));
    const status = step?.kind === "expect" ? step.timeoutStatus : undefined;
    return this.#told(status ?? "l7-timeout", this.#describe("", true));
  }

  failed(error: string, connected: boolean): CheckResult {
    const info = this.#describe(error, connected);
    return this.#told(connected ? "socket-error" : "l4-connection", info === "" ? error : info);
  }

  get #step(): CheckStep | undefined {
    return this.#script.steps[this.#at];
  }

  /** What changes nothing on the wire is done at once. */
  #skip(): void {
    for (let step = this.#step; step?.kind === "action" || step?.kind === "comment"; step = this.#step) {
      if (step.kind === "action") step.act(this.#view);
      this.#at++;
    }
  }

  /** As many steps as what is there decides. */
  #proceed(text: string, ended: boolean): CheckMove {
    let send = "";
    for (;;) {
      this.#skip();
      const step = this.#step;
      const rest = send === "" ? {} : { send };
      if (step === undefined) return { ...rest, result: this.#success() };
      if (step.kind === "connect") return { ...rest, connect: this.#targetOf(step) };
      if (step.kind === "send") {
        send += step.data({ view: this.#view, state: this.#state, nowMs: this.#nowMs });
        this.#from = text.length;
      } else if (step.kind === "expect") {
        const judged = this.#expect(step, text.slice(this.#from), ended);
        if (judged === "wait") return rest;
        if (judged !== "passed") return { ...rest, result: judged };
      }
      this.#at++;
    }
  }

  get #state(): (() => string) | undefined {
    return this.#script.sendState ? this.#server?.state : undefined;
  }

  #targetOf({ host, port, sendProxy, linger, likeServer: alike }: ConnectStep): CheckTarget {
    return {
      host,
      port: port?.(this.#view) || undefined,
      sendProxy: sendProxy === true,
      linger: linger === true,
      ...(alike ? likeServer : {}),
    };
  }

  #expect(step: ExpectStep, text: string, ended: boolean): "wait" | "passed" | CheckResult {
    const { kind, disableOn404 } = this.#script;
    const answer = kind === "http" ? readAnswer(text, ended) : undefined;
    if (answer === "invalid") return { passed: false, status: step.errorStatus ?? "l7-invalid" };
    const { transaction, streams } = this.#view;
    if (transaction && answer) transaction.response = answer.head;
    if (streams) Object.assign(streams.response, { bytes: bytesOf(text), final: true });
    const scene = { view: this.#view, text, ended, ...(answer ? { answer } : {}) };
    this.#last = scene;
    if (disableOn404 && answer?.head.status === 404 && this.#server?.up !== false) {
      return { passed: true, status: "l7-conditional", code: 404 };
    }
    const judged = step.judge(scene, this.#at + 1);
    return typeof judged === "string" ? judged : this.#blamed(step, judged, scene);
  }

  #blamed(step: ExpectStep, blame: Blame, scene: CheckScene): CheckResult {
    const told = step.onError && !blame.plain ? step.onError(scene) : (blame.info ?? "");
    const comment = this.#comment;
    const info = comment === undefined ? told : `${told} comment: ${comment}`;
    const status = step.errorStatus ?? blame.status;
    const code = step.statusCode?.(scene) ?? blame.code ?? scene.answer?.head.status ?? 0;
    return this.#told(status, info, code);
  }

  /** What the last step says of a check that has passed. */
  #success(): CheckResult {
    const { kind, steps } = this.#script;
    const last = steps[this.#lastStep];
    if (last === undefined) return { passed: true, status: "l4-ok" };
    if (last.kind === "expect" && this.#last) {
      const code = last.statusCode?.(this.#last) ?? this.#last.answer?.head.status ?? 0;
      const info = last.onSuccess?.(this.#last) ?? (kind === "tcp" ? "(tcp-check)" : "");
      return this.#told(last.okStatus ?? "l7-ok", info, code);
    }
    return this.#told(last.kind === "connect" ? "l4-ok" : "l7-ok", "(tcp-check)");
  }

  /** The last one that was more than a note or a variable; −1: there is none. */
  get #lastStep(): number {
    return this.#script.steps.findLastIndex(({ kind }) => kind !== "action" && kind !== "comment");
  }

  #told(status: CheckResult["status"], info: string, code = 0): CheckResult {
    return {
      passed: okStatuses.has(status),
      status,
      ...(codedStatuses.has(status) ? { code } : {}),
      ...(info === "" ? {} : { info }),
    };
  }

  /** Where a conversation was interrupted; other checks keep silent about it. */
  #describe(error: string, connected: boolean): string {
    if (this.#script.kind !== "tcp") return "";
    const step = this.#step;
    if (step === undefined || (!connected && step.kind !== "connect")) {
      return `${error} at initial connection step of tcp-check`;
    }
    const comment = this.#comment === undefined ? "" : ` comment: '${this.#comment}'`;
    const says = "says" in step ? step.says : step.kind;
    return `${error} at step ${this.#at + 1} of tcp-check (${says})${comment}`;
  }

  /** Of the step under work: its own, or that of the line right before it. */
  get #comment(): string | undefined {
    const { steps } = this.#script;
    const [step, before] = [steps[this.#at], steps[this.#at - 1]];
    if (step && "comment" in step && step.comment !== undefined) return step.comment;
    return before?.kind === "comment" ? before.comment : undefined;
  }
}

/** The connection that no line describes: as the server's line says. */
const likeServer = { likeServer: true } as const;

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

const okStatuses: ReadonlySet<CheckResult["status"]> = new Set(["l4-ok", "l6-ok", "l7-ok", "l7-conditional"]);
