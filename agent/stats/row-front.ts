import { type StatRow, wireZeros } from "./column.ts";
import type { Counters } from "./counters.ts";
import type { FrontView, ProxyView } from "./view.ts";

/** The row of a frontend. */
export function frontRow(proxy: ProxyView, front: FrontView, nowMs: number): StatRow {
  const { counters, handshakes } = front;
  return {
    pxname: proxy.name,
    svname: "FRONTEND",
    scur: counters.current,
    smax: counters.maximum,
    slim: front.limit,
    stot: counters.total,
    bin: counters.bytesIn,
    bout: counters.bytesOut,
    dreq: counters.deniedRequests,
    dresp: counters.deniedResponses,
    ereq: counters.badRequests,
    status: front.status,
    pid: 1,
    iid: proxy.id,
    sid: 0,
    type: 0,
    rate: counters.sessionRate.read(nowMs),
    rate_lim: 0,
    rate_max: counters.sessionRate.maximum,
    ...(proxy.mode === "http" ? httpOf(counters, nowMs) : {}),
    ...compression,
    mode: proxy.mode,
    conn_rate: counters.sessionRate.read(nowMs),
    conn_rate_max: counters.sessionRate.maximum,
    conn_tot: counters.total,
    dcon: 0,
    dses: 0,
    ...(proxy.mode === "http" ? { intercepted: counters.intercepted, ...cache } : {}),
    wrew: 0,
    eint: 0,
    "-": "-",
    ssl_sess: handshakes.done,
    ssl_reused_sess: handshakes.resumed,
    ssl_failed_handshake: handshakes.failed,
    ...wireZeros,
  };
}

/** bascule compresses nothing and keeps nothing. */
export const compression: StatRow = { comp_in: 0, comp_out: 0, comp_byp: 0, comp_rsp: 0 };
export const cache: StatRow = { cache_lookups: 0, cache_hits: 0 };

function httpOf(counters: Counters, nowMs: number): StatRow {
  return {
    ...responsesOf(counters),
    req_rate: counters.requestRate.read(nowMs),
    req_rate_max: counters.requestRate.maximum,
    req_tot: counters.requests,
  };
}

export function responsesOf({ responses }: Counters): StatRow {
  const [one = 0, two = 0, three = 0, four = 0, five = 0, other = 0] = responses;
  return { hrsp_1xx: one, hrsp_2xx: two, hrsp_3xx: three, hrsp_4xx: four, hrsp_5xx: five, hrsp_other: other };
}
