import { zone } from "../acl/calendar.ts";
import { originPath, pathOf, queryOf } from "../acl/fetch/target.ts";
import { asText, casts, type Sample } from "../acl/sample.ts";
import type { RequestView } from "../acl/view.ts";
import type { RequestHead } from "../http/head.ts";
import { accepted, date, stamp, started } from "./alias-date.ts";
import type { Flags } from "./format-flag.ts";
import type { LogLine } from "./log-line.ts";
import { capturesText, captureText, printable } from "./log-text.ts";

type Read = (view: RequestView | undefined, line: LogLine | undefined, flags: Flags) => Sample | undefined;

/** `%NAME`: a short name for something that a log line tells. */
export interface Alias {
  readonly read: Read;
  /** It has its own quotes. */
  readonly list?: true;
  /** It never stands in quotes: a number, an address, a date. */
  readonly bare?: true;
  /** Where it is empty no dash stands for it. */
  readonly blank?: true;
  /** `+X` makes it hexadecimal. */
  readonly hex?: true;
}

/** Manual §8.2.4 [T]. Those of a line alone are -1, 0 or nothing elsewhere. */
export const aliases: ReadonlyMap<string, Alias> = new Map([
  ...rows(
    { bare: true, hex: true },
    {
      ci: (view, line) => casts.address(addressOf(view?.connection.clientAddress, line?.facts.client)),
      cp: (view, line) => portOf(view?.connection.clientPort, line?.facts.client),
      fi: (view, line) => casts.address(addressOf(view?.connection.localAddress, line?.facts.local)),
      fp: (view, line) => portOf(view?.connection.localPort, line?.facts.local),
      si: (_, line) => splitAddress(line?.facts.serverAddress)?.[0],
      sp: (_, line) => splitAddress(line?.facts.serverAddress)?.[1],
      bi: () => undefined,
      bp: () => undefined,
      pid: (view, line) => line?.facts.processId ?? view?.world?.processId,
      rt: (view, line) => line?.facts.requests ?? view?.transaction?.number ?? 0,
      Ts: (view, line) => Math.floor(accepted(view, line) / 1000),
    },
  ),
  ...rows(
    {},
    {
      f: (view, line) => line?.facts.frontend ?? view?.transaction?.frontend,
      ft: (view, line) =>
        line ? line.facts.frontend + (line.facts.isTls ? "~" : "") : view?.transaction?.frontend,
      b: (view, line) =>
        line
          ? (line.record.backend ?? line.facts.frontend)
          : (view?.transaction?.backend ?? view?.transaction?.frontend),
      s: (_, line) => line?.facts.server ?? "<NOSRV>",
      H: (view, line) => line?.facts.hostName ?? view?.world?.hostName,
      ID: (view) => view?.transaction?.uniqueId,
      sslc: (view) => view?.connection.tls?.cipher,
      sslv: (view) => view?.connection.tls?.protocol,
      CC: (view) => view?.transaction?.requestCookie,
      CS: (view) => view?.transaction?.responseCookie,
    },
  ),
  ...rows(
    {},
    {
      HM: request((head) => head.method),
      HP: request(pathOf),
      HPO: request((head) => pathOf(head)),
      HU: request((head) => originPath(head) ?? head.target),
      HV: request((head) => head.version),
      r: (view, line) => {
        if (line) return printable(line.record.requestLine ?? "<BADREQ>");
        return view?.head && printable(`${view.head.method} ${view.head.target} ${view.head.version}`);
      },
    },
  ),
  ...rows(
    { bare: true },
    {
      ST: (_, line) => line?.record.status ?? -1,
      B: (_, line) => line?.record.bytes ?? 0,
      U: (_, line) => line?.record.bytesIn ?? 0,
      ts: (_, line) => line?.record.termination,
      tsc: (_, line) => line && `${line.record.termination}${line.record.cookies ?? "--"}`,
      rc: (_, line) => line && `${line.record.redispatched ? "+" : ""}${line.record.retries}`,
      ac: (_, line) => line?.facts.connections.process,
      fc: (_, line) => line?.facts.connections.frontend,
      bc: (_, line) => line?.facts.connections.backend,
      sc: (_, line) => line?.facts.connections.server,
      sq: (_, line) => line?.facts.queued.server,
      bq: (_, line) => line?.facts.queued.backend,
      lc: (_, line) => line?.facts.lines ?? 0,
      Ta: time(({ totalMs }) => totalMs),
      Tu: time(({ totalMs }) => totalMs),
      Tt: time(({ kind, totalMs, idleMs }) => totalMs + (kind === "http" ? idleMs : 0)),
      TR: time(({ requestMs }) => requestMs),
      Tq: time(({ requestMs, idleMs }) => (requestMs < 0 ? -1 : requestMs + idleMs)),
      Tw: time(({ queueMs }) => queueMs),
      Tc: time(({ connectMs }) => connectMs),
      Tr: time(({ responseMs }) => responseMs),
      Td: time((record) => (record.responseMs < 0 ? -1 : record.totalMs - spent(record))),
      Ti: time(({ idleMs }) => idleMs),
      Th: () => 0,
    },
  ),
  ...rows(
    { bare: true },
    {
      t: date(accepted, "local", (day) => `${stamp(day)}`, true),
      tr: date(started, "local", (day) => `${stamp(day)}`, true),
      T: date(accepted, "utc", (day) => `${stamp(day)} +0000`),
      trg: date(started, "utc", (day) => `${stamp(day)} +0000`),
      Tl: date(accepted, "local", (day) => `${stamp(day)} ${zone(day.zoneMinutes)}`),
      trl: date(started, "local", (day) => `${stamp(day)} ${zone(day.zoneMinutes)}`),
      ms: (view, line) => String(Math.floor(accepted(view, line)) % 1000).padStart(3, "0"),
    },
  ),
  [
    "HQ",
    { read: request((head) => (head.target.includes("?") ? `?${queryOf(head) ?? ""}` : "")), blank: true },
  ],
  ["hr", { read: braces("requestCaptures"), list: true }],
  ["hs", { read: braces("responseCaptures"), list: true }],
  ["hrl", { read: listed("requestCaptures"), list: true }],
  ["hsl", { read: listed("responseCaptures"), list: true }],
]);

function rows(
  facts: Omit<Alias, "read">,
  reads: Readonly<Record<string, Read>>,
): readonly (readonly [string, Alias])[] {
  return Object.entries(reads).map(([name, read]) => [name, { ...facts, read }]);
}

/** Of the request as it came. */
function request(read: (head: RequestHead) => string | undefined): Read {
  return (view, line) => {
    const head = view?.transaction?.request ?? view?.head;
    if (!head) return line?.record.kind === "http" ? "<BADREQ>" : undefined;
    const text = read(head);
    return text === undefined ? undefined : printable(text);
  };
}

function time(read: (record: LogLine["record"]) => number): Read {
  return (_, line) => (line ? Math.floor(read(line.record)) : -1);
}

/** What of the time has gone before the response's body. */
function spent({ requestMs, queueMs, connectMs, responseMs }: LogLine["record"]): number {
  return [requestMs, queueMs, connectMs, responseMs].reduce((sum, ms) => sum + Math.max(0, ms), 0);
}

function splitAddress(address: string | undefined): readonly [string, number] | undefined {
  const colon = address?.lastIndexOf(":") ?? -1;
  return address === undefined || colon < 0
    ? undefined
    : [address.slice(0, colon), Number(address.slice(colon + 1))];
}

function addressOf(address: string | undefined, endpoint: string | undefined): string {
  return address ?? splitAddress(endpoint)?.[0] ?? "";
}

function portOf(port: number | undefined, endpoint: string | undefined): number | undefined {
  return port ?? splitAddress(endpoint)?.[1];
}

type Side = "requestCaptures" | "responseCaptures";

function braces(side: Side): Read {
  return (view, _, { quoted }) => {
    const text = capturesText(view?.transaction?.[side]);
    return quoted && text !== "" ? `"${text}"` : text;
  };
}

/** One after the other, each in its own quotes or with a dash. */
function listed(side: Side): Read {
  return (view, _, { quoted }) => {
    const captures = view?.transaction?.[side] ?? [];
    return captures
      .map((capture) => {
        const text = captureText(capture ?? "");
        return quoted ? `"${text}"` : asText(text || "-");
      })
      .join(" ");
  };
}
