import type { StatRow } from "./column.ts";
import { wireZeros } from "./column.ts";
import type { Counters } from "./counters.ts";
import { cache, compression, responsesOf } from "./row-front.ts";
import type { BackView, ProxyView } from "./view.ts";

/** The row of a backend as a whole. */
export function backRow(proxy: ProxyView, back: BackView, nowMs: number): StatRow {
  const { state } = back;
  const { counters, changes } = state;
  const [active, backups] = [state.pool.usable(false), state.pool.usable(true)];
  const empty = state.config.servers.length === 0;
  const up = empty || active + backups > 0;
  const weight = totalWeight(back);
  return {
    pxname: proxy.name,
    svname: "BACKEND",
    qcur: state.queued,
    qmax: counters.queueMaximum,
    scur: counters.current,
    smax: counters.maximum,
    slim: back.limit,
    ...trafficOf(counters),
    lbtot: state.serverCounters.reduce((sum, { total }) => sum + total, 0),
    dreq: counters.deniedRequests,
    status: up ? "UP" : "DOWN",
    weight,
    act: active,
    bck: backups,
    chkdown: changes.downs,
    lastchg: changes.lastChangeSeconds(nowMs),
    ...(empty ? {} : { downtime: changes.downSeconds(nowMs) }),
    pid: 1,
    iid: proxy.id,
    sid: 0,
    type: 1,
    rate: counters.sessionRate.read(nowMs),
    rate_max: counters.sessionRate.maximum,
    ...(proxy.mode === "http" ? { ...responsesOf(counters), req_tot: counters.total, ...cache } : {}),
    ...compression,
    lastsess: lastSession(counters, nowMs),
    ...timesOf(counters),
    mode: proxy.mode,
    algo: algorithmOf(back),
    wrew: 0,
    connect: counters.connects,
    reuse: counters.reuses,
    eint: 0,
    uweight: weight,
    agg_server_status: 0,
    agg_server_check_status: 0,
    agg_check_status: 0,
    "-": "-",
    ssl_sess: 0,
    ssl_reused_sess: 0,
    ssl_failed_handshake: 0,
    ...wireZeros,
  };
}

/** Of those that serve now: the backups' only while nobody else is there. */
function totalWeight({ state }: BackView): number {
  const backup = state.pool.usable(false) === 0;
  const weights = state.config.servers.map((server, index) => {
    const serves = server.backup === backup && state.pool.mayServe(index);
    return serves ? state.pool.weightOf(index) : 0;
  });
  const first = weights.find((weight) => weight > 0) ?? 0;
  return backup && !state.config.allBackups ? first : weights.reduce((sum, weight) => sum + weight, 0);
}

function algorithmOf({ state }: BackView): string {
  const { balance } = state.config;
  return typeof balance === "string" ? balance : balance.algorithm;
}

export function trafficOf(counters: Counters): StatRow {
  return {
    stot: counters.total,
    bin: counters.bytesIn,
    bout: counters.bytesOut,
    dresp: counters.deniedResponses,
    econ: counters.connectErrors,
    eresp: counters.responseErrors,
    wretr: counters.retries,
    wredis: counters.redispatches,
    lbtot: counters.total,
    cli_abrt: counters.clientAborts,
    srv_abrt: counters.serverAborts,
  };
}

export function timesOf(counters: Counters): StatRow {
  const { queueTime, connectTime, responseTime, totalTime } = counters;
  return {
    qtime: queueTime.value,
    ctime: connectTime.value,
    rtime: responseTime.value,
    ttime: totalTime.value,
    qtime_max: queueTime.maximum,
    ctime_max: connectTime.maximum,
    rtime_max: responseTime.maximum,
    ttime_max: totalTime.maximum,
  };
}

/** Seconds since the last session; −1: there was none. */
export function lastSession({ lastSessionMs }: Counters, nowMs: number): number {
  return lastSessionMs === undefined ? -1 : Math.floor((nowMs - lastSessionMs) / 1000);
}
