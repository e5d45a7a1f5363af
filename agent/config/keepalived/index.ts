import { globalKeywords } from "./global.ts";
import { instanceKeywords } from "./instance.ts";
import type { KeywordTable } from "./keyword.ts";
import { scriptKeywords } from "./script.ts";

/** The blocks that stand at the top of a file and that we read. */
export const blocks = {
  global_defs: globalKeywords,
  vrrp_script: scriptKeywords,
  vrrp_instance: instanceKeywords,
} as const satisfies Readonly<Record<string, KeywordTable<never>>>;

/** What else may stand there for the original: keepalived.conf(5). */
export const unsupportedBlocks: readonly string[] = `
  bfd_instance garp_group instance linkbeat_interfaces linkbeat_use_polling namespace_with_ipsets net_namespace
  net_namespace_ipvs static_ipaddress static_routes static_rules ssl track_group use_pid_dir virtual_server
  virtual_server_group vrrp_sync_group vrrp_track_file track_file vrrp_track_process track_process
`
  .trim()
  .split(/\s+/);
