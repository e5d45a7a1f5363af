import type { AdminState } from "../balance/pool.ts";

/** What an agent beside a server says of it (manual §5.2 `agent-check`). */
export interface AgentReply {
  /** The server can serve, or cannot. */
  readonly up?: boolean;
  readonly admin?: AdminState;
  /** Of the weight in the file. */
  readonly weightPercent?: number;
  readonly maxConnections?: number;
  /** The word that says so, and what stands behind it as a comment: for the log. */
  readonly reason?: string;
}

/** Reads the first line of an agent: words between blanks, tabs or commas; undefined where no word is known. */
export function parseAgentReply(text: string): AgentReply | undefined {
  const [line = ""] = text.split(/[\r\n]/);
  let reply: AgentReply | undefined;
  for (const part of line.matchAll(/#(.*)|[^ \t,]+/g)) {
    const [word, comment] = part;
    if (comment !== undefined) return reply?.reason === undefined ? reply : withComment(reply, comment);
    const read = readWord(word.toLowerCase());
    if (read) reply = { ...reply, ...read };
  }
  return reply;
}

function withComment(reply: AgentReply, comment: string): AgentReply {
  return { ...reply, reason: `${reply.reason} (${comment.trim()})` };
}

const words: Readonly<Record<string, AgentReply>> = {
  up: { up: true, reason: "up" },
  down: { up: false, reason: "down" },
  stopped: { up: false, reason: "stopped" },
  fail: { up: false, reason: "fail" },
  ready: { admin: "ready" },
  drain: { admin: "drain" },
  maint: { admin: "maint" },
};

function readWord(word: string): AgentReply | undefined {
  if (Object.hasOwn(words, word)) return words[word];
  const percent = /^(\d+)%$/.exec(word)?.[1];
  if (percent !== undefined) return { weightPercent: Number(percent) };
  const limit = /^maxconn:(\d+)$/.exec(word)?.[1];
  return limit === undefined ? undefined : { maxConnections: Number(limit) };
}
