import type { Server } from "../../config/haproxy/config.ts";
import type { CheckResult } from "../../health/result.ts";
import type { CheckRecord } from "../check-record.ts";
import { adminBits, statusCodes } from "../state-code.ts";
import type { BackView, ProxyView, StatsView } from "../view.ts";

const names =
  "be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight " +
  "srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state " +
  "bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port srv_check_addr " +
  "srv_agent_addr srv_agent_port";

/** `show servers state`: what a restarted process would need to know of each server. */
export function serversState(view: StatsView, only: ProxyView | undefined): string {
  const proxies = view.proxies.filter((proxy) => proxy.back && (!only || proxy === only));
  const lines = proxies.flatMap((proxy) =>
    (proxy.back?.state.config.servers ?? []).map((_, index) => line(proxy, proxy.back, index, view.nowMs)),
  );
  return `1\n# ${names}\n${lines.join("")}`;
}

function line(proxy: ProxyView, back: BackView | undefined, index: number, nowMs: number): string {
  const server = back?.state.config.servers[index];
  const record = back?.state.checks[index];
  if (!back || !server || server.removed || !record) return "";
  const { pool } = back.state;
  const admin = pool.adminOf(index);
  const maint = admin === "maint";
  const unresolved = back.state.unresolved.has(index);
  const check = server.check;
  return `${[
    proxy.id,
    proxy.name,
    server.id ?? index + 1,
    server.name,
    unresolved ? "-" : server.host,
    maint ? 0 : operationOf(pool, index),
    (unresolved ? adminBits.unresolved : adminCodes[admin]) | (server.disabled ? configured : 0),
    pool.weightOf(index),
    server.weight,
    record.lastChangeSeconds(nowMs),
    check ? statusCode(record) : 1,
    check ? resultCode(record.last) : 0,
    maint ? 0 : check ? record.health : 2,
    probeBits(check !== undefined, back.state.silenced.check.has(index), maint) | pausedFromStart(server),
    server.agent ? 16 | probeBits(true, back.state.silenced.agent.has(index), maint) : 0,
    0,
    server.id === undefined ? 0 : 1,
    server.fqdn ?? "-",
    server.port,
    "- 0",
    check?.port ?? 0,
    check?.host ?? "-",
    server.agent?.host ?? "-",
    server.agent?.port ?? 0,
  ].join(" ")}\n`;
}

/** 0 down, 1 warming up, 2 up, 3 it wants no new visitors. */
function operationOf(pool: BackView["state"]["pool"], index: number): number {
  if (!pool.isUp(index)) return 0;
  return pool.isLeaving(index) ? 3 : pool.isWarming(index) ? 1 : 2;
}

/** The file itself says `disabled`. */
const configured = 4;

/** Bit 1: configured, 2: enabled, 3: paused. */
function probeBits(isThere: boolean, isOff: boolean, maint: boolean): number {
  if (!isThere) return 0;
  return isOff ? 2 : 6 | (maint ? 8 : 0);
}

/** What the file disables begins with its checks paused, also where there are none. */
function pausedFromStart({ disabled, check }: Server): number {
  return disabled && !check ? 8 : 0;
}

const adminCodes = { ready: 0, drain: 8, maint: 1 } as const;

/** 1: none has begun yet; 2: the first one is under way. */
function statusCode({ last, begun }: CheckRecord): number {
  if (last) return statusCodes[last.status];
  return begun ? 2 : 1;
}

/** 0 unknown, 2 failed, 3 passed, 4 passed and wants no new visitors. */
function resultCode(result: CheckResult | undefined): number {
  if (!result) return 0;
  return result.status === "l7-conditional" ? 4 : result.passed ? 3 : 2;
}
