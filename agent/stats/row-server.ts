import { checkWords } from "../health/result.ts";
import { checkCodes } from "./check-code.ts";
import type { StatRow } from "./column.ts";
import { lastSession, timesOf, trafficOf } from "./row-back.ts";
import { responsesOf } from "./row-front.ts";
import { serverStatus } from "./server-status.ts";
import type { BackView, ProxyView } from "./view.ts";

/** The row of a server. */
export function serverRow(proxy: ProxyView, back: BackView, index: number, nowMs: number): StatRow {
  const { state } = back;
  const server = state.config.servers[index];
  const counters = state.serverCounters[index];
  if (!server || !counters) return {};
  const weight = state.pool.weightOf(index);
  const limit = state.limits?.maximumOf(index);
  const current = state.sessions[index] ?? 0;
  return {
    pxname: proxy.name,
    svname: server.name,
    qcur: 0,
    qmax: 0,
    scur: current,
    smax: counters.maximum,
    ...(limit === undefined ? {} : { slim: limit }),
    ...trafficOf(counters),
    status: serverStatus(state, index),
    weight,
    act: server.backup ? 0 : 1,
    bck: server.backup ? 1 : 0,
    ...checkOf(back, index, nowMs),
    pid: 1,
    iid: proxy.id,
    sid: index + 1,
    type: 2,
    rate: counters.sessionRate.read(nowMs),
    rate_max: counters.sessionRate.maximum,
    ...(proxy.mode === "http" ? { ...responsesOf(counters), req_tot: counters.total } : {}),
    lastsess: lastSession(counters, nowMs),
    ...timesOf(counters),
    addr: server.host.includes(":") ? `[${server.host}]:${server.port}` : `${server.host}:${server.port}`,
    mode: proxy.mode,
    wrew: 0,
    connect: counters.connects,
    reuse: counters.reuses,
    srv_icur: 0,
    eint: 0,
    idle_conn_cur: 0,
    safe_conn_cur: 0,
    used_conn_cur: current,
    need_conn_est: current,
    uweight: weight,
    "-": "-",
    ssl_sess: 0,
    ssl_reused_sess: 0,
    ssl_failed_handshake: 0,
  };
}

/** What the checks found; in maintenance there are none. */
function checkOf({ state }: BackView, index: number, nowMs: number): StatRow {
  const check = state.config.servers[index]?.check;
  const record = state.checks[index];
  if (!record) return {};
  const lastchg = record.lastChangeSeconds(nowMs);
  if (!check || state.pool.adminOf(index) === "maint" || state.silenced.check.has(index)) return { lastchg };
  const { last } = record;
  return {
    chkfail: record.failures,
    chkdown: record.downs,
    lastchg,
    downtime: record.downSeconds(nowMs),
    check_status: last ? checkCodes[last.status] : "INI",
    ...(last?.code === undefined ? {} : { check_code: last.code }),
    ...(last ? { check_duration: Math.floor(record.lastDurationMs) } : {}),
    last_chk: last?.info ?? "",
    check_desc: last ? checkWords[last.status] : "Initializing",
    check_rise: check.rise,
    check_fall: check.fall,
    check_health: record.health,
  };
}
