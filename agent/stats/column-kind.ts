import type { StatRow } from "./column.ts";

/**
 * What a value is, as three letters of management manual §9.2: origin (Config, Key, Metric, Product, Status), nature
 * (Age, average, Counter, Duration, Gauge, Limit, Max, Name, Output, Rate) and scope (Process, Service).
 */
export interface ValueKind {
  readonly tags: string;
  readonly type: "str" | "u32" | "s32" | "u64";
}

/** Tags, type, and the columns that have them; all others count events [T]. */
const lines = `
KNS str pxname svname
MGP u32 scur qcur srv_icur idle_conn_cur safe_conn_cur used_conn_cur need_conn_est agg_server_status agg_server_check_status agg_check_status
MMP u32 smax rate_max req_rate_max conn_rate_max qmax qtime_max ctime_max rtime_max ttime_max
CLP u32 slim rate_lim qlimit src_ilim
SGP str status
KGP u32 pid
KGS u32 iid sid
CGS u32 type check_rise check_fall check_health agent_rise agent_fall agent_health
MRP u32 rate req_rate conn_rate
CGS str mode addr algo
MGP u64 h2_open_connections h2_backend_open_streams h1_open_connections h1_open_streams
MaP u32 weight qtime ctime rtime ttime uweight throttle
SGP u32 act bck
MAP u32 lastchg
MCP u32 downtime
MOP str check_status last_chk check_desc agent_status last_agt agent_desc
MOP u32 check_code agent_code
MDP u64 check_duration agent_duration
MAP s32 lastsess
CNS str cookie
SGP str tracked`;

const kinds = new Map<string, ValueKind>(
  lines
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [tags = "", type = "", ...names] = line.split(" ");
      return names.map((name) => [name, { tags, type: type as ValueKind["type"] }] as const);
    }),
);

const counter: ValueKind = { tags: "MCP", type: "u64" };
const gauge: ValueKind = { tags: "MGP", type: "u32" };
/** A backend's are gauges, as the original has it. */
const gaugesOfBackends = ["act", "bck", "rate", "rate_max"];

export function kindOf(column: string, row: StatRow): ValueKind {
  if (row.type === 1 && gaugesOfBackends.includes(column)) return gauge;
  return kinds.get(column) ?? counter;
}
