/** The metrics of HAProxy 2.6's exporter: the end of the name, and the column of the table that it shows [T]. */
export const metricColumns: Readonly<Record<string, string>> = {
  current_queue: "qcur",
  max_queue: "qmax",
  current_sessions: "scur",
  max_sessions: "smax",
  limit_sessions: "slim",
  sessions_total: "stot",
  bytes_in_total: "bin",
  bytes_out_total: "bout",
  requests_denied_total: "dreq",
  responses_denied_total: "dresp",
  request_errors_total: "ereq",
  connection_errors_total: "econ",
  response_errors_total: "eresp",
  retry_warnings_total: "wretr",
  redispatch_warnings_total: "wredis",
  status: "status",
  weight: "weight",
  active_servers: "act",
  backup_servers: "bck",
  check_failures_total: "chkfail",
  check_up_down_total: "chkdown",
  check_last_change_seconds: "lastchg",
  downtime_seconds_total: "downtime",
  queue_limit: "qlimit",
  current_throttle: "throttle",
  loadbalanced_total: "lbtot",
  limit_session_rate: "rate_lim",
  max_session_rate: "rate_max",
  check_status: "check_status",
  check_code: "check_code",
  check_duration_seconds: "check_duration",
  http_responses_total: "hrsp",
  http_requests_rate_max: "req_rate_max",
  http_requests_total: "req_tot",
  client_aborts_total: "cli_abrt",
  server_aborts_total: "srv_abrt",
  http_comp_bytes_in_total: "comp_in",
  http_comp_bytes_out_total: "comp_out",
  http_comp_bytes_bypassed_total: "comp_byp",
  http_comp_responses_total: "comp_rsp",
  last_session_seconds: "lastsess",
  queue_time_average_seconds: "qtime",
  connect_time_average_seconds: "ctime",
  response_time_average_seconds: "rtime",
  total_time_average_seconds: "ttime",
  connections_rate_max: "conn_rate_max",
  connections_total: "conn_tot",
  intercepted_requests_total: "intercepted",
  denied_connections_total: "dcon",
  denied_sessions_total: "dses",
  failed_header_rewriting_total: "wrew",
  connection_attempts_total: "connect",
  connection_reuses_total: "reuse",
  http_cache_lookups_total: "cache_lookups",
  http_cache_hits_total: "cache_hits",
  idle_connections_current: "srv_icur",
  idle_connections_limit: "src_ilim",
  max_queue_time_seconds: "qtime_max",
  max_connect_time_seconds: "ctime_max",
  max_response_time_seconds: "rtime_max",
  max_total_time_seconds: "ttime_max",
  internal_errors_total: "eint",
  unsafe_idle_connections_current: "idle_conn_cur",
  safe_idle_connections_current: "safe_conn_cur",
  used_connections_current: "used_conn_cur",
  need_connections_current: "need_conn_est",
  uweight: "uweight",
  agg_server_status: "agg_server_status",
  agg_server_check_status: "agg_server_check_status",
  agg_check_status: "agg_check_status",
};

/** Which of them each kind of row has, in the original's order [T]. */
export const metricsOf = {
  frontend: words(`current_sessions max_sessions limit_sessions sessions_total bytes_in_total bytes_out_total
  requests_denied_total responses_denied_total request_errors_total status limit_session_rate
  max_session_rate http_responses_total http_requests_rate_max http_requests_total
  http_comp_bytes_in_total http_comp_bytes_out_total http_comp_bytes_bypassed_total
  http_comp_responses_total connections_rate_max connections_total intercepted_requests_total
  denied_connections_total denied_sessions_total failed_header_rewriting_total http_cache_lookups_total
  http_cache_hits_total internal_errors_total`),
  backend:
    words(`current_queue max_queue current_sessions max_sessions limit_sessions sessions_total bytes_in_total
  bytes_out_total requests_denied_total responses_denied_total connection_errors_total
  response_errors_total retry_warnings_total redispatch_warnings_total status weight active_servers
  backup_servers check_up_down_total check_last_change_seconds downtime_seconds_total loadbalanced_total
  max_session_rate http_responses_total http_requests_total client_aborts_total server_aborts_total
  http_comp_bytes_in_total http_comp_bytes_out_total http_comp_bytes_bypassed_total
  http_comp_responses_total last_session_seconds queue_time_average_seconds connect_time_average_seconds
  response_time_average_seconds total_time_average_seconds failed_header_rewriting_total
  connection_attempts_total connection_reuses_total http_cache_lookups_total http_cache_hits_total
  max_queue_time_seconds max_connect_time_seconds max_response_time_seconds max_total_time_seconds
  internal_errors_total uweight agg_server_status agg_server_check_status agg_check_status`),
  server:
    words(`current_queue max_queue current_sessions max_sessions limit_sessions sessions_total bytes_in_total
  bytes_out_total responses_denied_total connection_errors_total response_errors_total
  retry_warnings_total redispatch_warnings_total status weight check_failures_total check_up_down_total
  check_last_change_seconds downtime_seconds_total queue_limit current_throttle loadbalanced_total
  max_session_rate check_status check_code check_duration_seconds http_responses_total client_aborts_total
  server_aborts_total last_session_seconds queue_time_average_seconds connect_time_average_seconds
  response_time_average_seconds total_time_average_seconds failed_header_rewriting_total
  connection_attempts_total connection_reuses_total idle_connections_current idle_connections_limit
  max_queue_time_seconds max_connect_time_seconds max_response_time_seconds max_total_time_seconds
  internal_errors_total unsafe_idle_connections_current safe_idle_connections_current
  used_connections_current need_connections_current uweight`),
} as const;

function words(text: string): readonly string[] {
  return text.split(/\s+/);
}
