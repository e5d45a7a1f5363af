import type { SessionRecord } from "./record.ts";

/** What a line says beyond the session itself. */
export interface LineFacts {
  /** `ip:port` of the client, and of the address that it came to. */
  readonly client: string;
  readonly local: string;
  readonly frontend: string;
  readonly isTls: boolean;
  readonly mode: "http" | "tcp";
  readonly server: string | undefined;
  /** `21/Nov/2026:07:51:29.072`, when the session (or the request) began. */
  readonly date: string;
  readonly connections: {
    readonly process: number;
    readonly frontend: number;
    readonly backend: number;
    readonly server: number;
  };
  readonly queued: { readonly server: number; readonly backend: number };
}

/** The line of an access log; undefined where the format is `none`. Manual §8.2. */
export function logLine(
  record: SessionRecord,
  facts: LineFacts,
  format: "default" | "http" | "tcp" | "none",
): string | undefined {
  if (format === "none") return undefined;
  if (format === "default") {
    return `Connect from ${facts.client} to ${facts.local} (${facts.frontend}/${facts.mode.toUpperCase()})`;
  }
  return format === "http" && record.kind === "http" ? httpLine(record, facts) : tcpLine(record, facts);
}

function httpLine(record: SessionRecord, facts: LineFacts): string {
  const times = [record.requestMs, record.queueMs, record.connectMs, record.responseMs, record.totalMs];
  return [
    ...head(record, facts),
    times.map(Math.floor).join("/"),
    record.status,
    record.bytes,
    "- -",
    `${record.termination}--`,
    ...tail(record, facts),
    `"${printable(record.requestLine ?? "<BADREQ>")}"`,
  ].join(" ");
}

function tcpLine(record: SessionRecord, facts: LineFacts): string {
  const times = [record.queueMs, record.connectMs, record.totalMs].map(Math.floor).join("/");
  return [...head(record, facts), times, record.bytes, record.termination, ...tail(record, facts)].join(" ");
}

function head(record: SessionRecord, facts: LineFacts): readonly string[] {
  const backend = record.backend ?? facts.frontend;
  // As the original: a tilde tells TLS.
  const frontend = facts.isTls ? `${facts.frontend}~` : facts.frontend;
  return [facts.client, `[${facts.date}]`, frontend, `${backend}/${facts.server ?? "<NOSRV>"}`];
}

function tail(record: SessionRecord, facts: LineFacts): readonly string[] {
  const { process, frontend, backend, server } = facts.connections;
  const retries = `${record.redispatched ? "+" : ""}${record.retries}`;
  return [
    `${process}/${frontend}/${backend}/${server}/${retries}`,
    `${facts.queued.server}/${facts.queued.backend}`,
  ];
}

/** What could forge or break a line is written as `#` and two hexadecimal digits, as HAProxy does. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]|["#]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0");
    return character === "#" ? "#23" : `#${code}`;
  });
}
