import type { LineFacts } from "../rule/log-line.ts";
import { capturesText, printable } from "../rule/log-text.ts";
import type { SessionRecord } from "./record.ts";

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
    cookies(record),
    `${record.termination}${record.cookies ?? "--"}`,
    ...tail(record, facts),
    ...captures(record),
    `"${printable(record.requestLine ?? "<BADREQ>")}"`,
  ].join(" ");
}

/** `capture cookie`: the client's, and the one that it got. */
function cookies({ view }: SessionRecord): string {
  const { requestCookie = "-", responseCookie = "-" } = view?.transaction ?? {};
  return `${requestCookie} ${responseCookie}`;
}

/** `capture request header`, `capture response header`. */
function captures({ view }: SessionRecord): readonly string[] {
  const { requestCaptures, responseCaptures } = view?.transaction ?? {};
  return [requestCaptures, responseCaptures].map(capturesText).filter((text) => text !== "");
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
