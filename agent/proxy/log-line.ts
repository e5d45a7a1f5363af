import type { LineText } from "../rule/line-text.ts";
import type { LineFacts } from "../rule/log-line.ts";
import { capturesText } from "../rule/log-text.ts";
import type { SessionRecord } from "./record.ts";

const [blank, slash, quote, plus, colon] = [32, 47, 34, 43, 58];

/** Writes the line of an access log. Manual §8.2. */
export function logLine(
  out: LineText,
  record: SessionRecord,
  facts: LineFacts,
  format: "default" | "http" | "tcp",
): void {
  if (format === "default")
    out.text(
      `Connect from ${facts.client} to ${facts.local} (${facts.frontend}/${facts.mode.toUpperCase()})`,
    );
  else if (format === "http" && record.kind === "http") httpLine(out, record, facts);
  else tcpLine(out, record, facts);
}

function httpLine(out: LineText, record: SessionRecord, facts: LineFacts): void {
  head(out, record, facts);
  out.number(record.requestMs).byte(slash).number(record.queueMs).byte(slash).number(record.connectMs);
  out.byte(slash).number(record.responseMs).byte(slash).number(record.totalMs).byte(blank);
  out.number(record.status).byte(blank).number(record.bytes).byte(blank);
  const transaction = record.view?.transaction;
  // `capture cookie`: the client's, and the one that it got.
  out.text(transaction?.requestCookie ?? "-").byte(blank);
  out.text(transaction?.responseCookie ?? "-").byte(blank);
  out.text(record.termination).text(record.cookies ?? "--");
  tail(out, record, facts);
  captures(out, transaction?.requestCaptures);
  captures(out, transaction?.responseCaptures);
  out.byte(blank).byte(quote);
  const { came } = record;
  if (came) out.printableBytes(came.room.bytes, came.lineStart, came.lineEnd);
  else out.printable(record.requestLine ?? "<BADREQ>");
  out.byte(quote);
}

/** `capture request header`, `capture response header`. */
function captures(out: LineText, captured: readonly (string | undefined)[] | undefined): void {
  const text = capturesText(captured);
  if (text !== "") out.byte(blank).text(text);
}

function tcpLine(out: LineText, record: SessionRecord, facts: LineFacts): void {
  head(out, record, facts);
  out.number(record.queueMs).byte(slash).number(record.connectMs).byte(slash).number(record.totalMs);
  out.byte(blank).number(record.bytes).byte(blank).text(record.termination);
  tail(out, record, facts);
}

function head(out: LineText, record: SessionRecord, facts: LineFacts): void {
  const { frontend } = facts;
  out
    .text(facts.clientHost)
    .byte(colon)
    .number(facts.clientPort)
    .text(" [")
    .text(facts.date)
    .text("] ")
    .text(frontend);
  // As the original: a tilde tells TLS.
  out.text(facts.isTls ? "~ " : " ").text(record.backend ?? frontend);
  out
    .byte(slash)
    .text(facts.server ?? "<NOSRV>")
    .byte(blank);
}

function tail(out: LineText, record: SessionRecord, { connections, queued }: LineFacts): void {
  const { process, frontend, backend, server } = connections;
  out.byte(blank).number(process).byte(slash).number(frontend).byte(slash).number(backend);
  out.byte(slash).number(server).byte(slash);
  if (record.redispatched) out.byte(plus);
  out.number(record.retries).byte(blank).number(queued.server).byte(slash).number(queued.backend);
}
