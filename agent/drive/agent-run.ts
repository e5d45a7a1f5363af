import { connect } from "node:net";
import type { AgentCheck, Server } from "../config/haproxy/server-config.ts";
import { type AgentReply, parseAgentReply } from "../health/agent.ts";
import type { CheckResult } from "../health/result.ts";
import { agentChecked } from "../proxy/backend-control.ts";
import type { BackendState } from "../proxy/backend-state.ts";

interface Subject {
  readonly state: BackendState;
  readonly server: Server;
  readonly index: number;
  readonly agent: AgentCheck;
}

/** More than an agent has to say. */
const maximumLength = 1024;

/** Asks the agent beside a server, again and again; where it is, and what it is sent, may change meanwhile. */
export function startAgent(subject: Subject, addressOf: (host: string) => string): Disposable {
  const { state, index } = subject;
  let running: Disposable | undefined;
  const ask = (): void => {
    const { agent = subject.agent, host } = state.config.servers[index] ?? subject.server;
    if (state.silenced.agent.has(index)) {
      timer = setTimeout(ask, agent.intervalMs);
      return;
    }
    const startMs = performance.now();
    running = askAgent({ ...agent, host: addressOf(agent.host ?? host) }, (said) => {
      const nowMs = performance.now();
      agentChecked(state, index, said, { durationMs: nowMs - startMs, nowMs });
      timer = setTimeout(ask, agent.intervalMs);
    });
  };
  let timer = setTimeout(ask, 0);
  return {
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      running?.[Symbol.dispose]();
    },
  };
}

interface Said {
  readonly result: CheckResult;
  readonly reply?: AgentReply | undefined;
}

function askAgent(agent: AgentCheck & { readonly host: string }, done: (said: Said) => void): Disposable {
  let text = "";
  const socket = connect({ host: agent.host, port: agent.port, noDelay: true });
  const dispose = (): void => {
    clearTimeout(timer);
    socket.removeAllListeners();
    socket.on("error", () => {});
    socket.resetAndDestroy();
  };
  const end = (said: Said): void => {
    dispose();
    done(said);
  };
  const failed = (status: CheckResult["status"]) => () => end({ result: { passed: false, status } });
  const timer = setTimeout(failed("l7-timeout"), agent.intervalMs);
  socket.once("connect", () => agent.send !== undefined && socket.write(agent.send, "latin1"));
  socket.on("data", (bytes) => {
    text += bytes.toString("latin1");
    if (/[\r\n]/.test(text) || text.length > maximumLength) end(judge(text));
  });
  socket.once("end", () => end(judge(text)));
  socket.once("error", failed("l4-connection"));
  return { [Symbol.dispose]: dispose };
}

function judge(text: string): Said {
  const reply = parseAgentReply(text);
  if (!reply) return { result: { passed: false, status: "l7-invalid" } };
  const down = reply.up === false;
  const said = reply.reason === undefined ? {} : { code: 0, info: `via agent : ${reply.reason}` };
  return { reply, result: { passed: !down, status: down ? "l7-status" : "l7-ok", ...said } };
}
