import type { Server } from "../../config/haproxy/config.ts";
import type { CheckResult } from "../../health/result.ts";
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
  if (!back || !server || !record) return "";
  const { pool } = back.state;
  const admin = pool.adminOf(index);
  const maint = admin === "maint";
  const check = server.check;
  return `${[
    proxy.id,
    proxy.name,
    index + 1,
    server.name,
    server.host,
    !maint && pool.isUp(index) ? 2 : 0,
    adminCodes[admin] | (server.disabled ? configured : 0),
    pool.weightOf(index),
    server.weight,
    record.lastChangeSeconds(nowMs),
    check ? statusCode(record.last) : 1,
    check ? resultCode(record.last) : 0,
    maint ? 0 : check ? record.health : 2,
    probeBits(check !== undefined, back.state.silenced.check.has(index), maint) | pausedFromStart(server),
    server.agent ? 16 | probeBits(true, back.state.silenced.agent.has(index), maint) : 0,
    "0 0 -",
    server.port,
    "- 0",
    check?.port ?? 0,
    check?.host ?? "-",
    server.agent?.host ?? "-",
    server.agent?.port ?? 0,
  ].join(" ")}\n`;
}

/** The file itself says `disabled`. */
const configured = 4;

/** Bit 1: configured, 2: enabled, 3: paused. */
function probeBits(isThere: boolean, isOff: boolean, maint: boolean): number {
  return isThere ? 2 | (isOff ? 0 : 4) | (maint ? 8 : 0) : 0;
}

/** What the file disables begins with its checks paused, also where there are none. */
function pausedFromStart({ disabled, check }: Server): number {
  return disabled && !check ? 8 : 0;
}

const adminCodes = { ready: 0, drain: 8, maint: 1 } as const;

/** The numbers of check results in the original's `include/haproxy/check-t.h`. */
const statusCodes = {
  "l4-ok": 6,
  "l4-timeout": 7,
  "l4-connection": 8,
  "socket-error": 4,
  "l6-ok": 9,
  "l6-timeout": 10,
  "l6-invalid": 11,
  "l7-ok": 15,
  "l7-conditional": 16,
  "l7-timeout": 13,
  "l7-invalid": 14,
  "l7-status": 18,
  traffic: 3,
  "program-error": 19,
  "program-timeout": 20,
  "program-ok": 21,
} as const satisfies Readonly<Record<CheckResult["status"], number>>;

function statusCode(result: CheckResult | undefined): number {
  return result ? statusCodes[result.status] : 2;
}

/** 0 unknown, 2 failed, 3 passed. */
function resultCode(result: CheckResult | undefined): number {
  return result ? (result.passed ? 3 : 2) : 0;
}
