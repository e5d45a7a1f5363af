import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const page = "/usr/share/man/man5/keepalived.conf.5.gz";

/** `global_defs vrrp_strict`, `net_namespace`, …: what keepalived.conf(5), as installed, says of VRRP; undefined where it is not. */
export function manualKeywords(): readonly string[] | undefined {
  if (!existsSync(page)) return undefined;
  const text = gunzipSync(readFileSync(page)).toString();
  // The rest is the balancer's, and examples.
  const part = text.slice(text.indexOf(".SH Global definitions"), text.indexOf(".SH LVS CONFIGURATION"));
  const found = new Set<string>();
  const open: string[] = [];
  for (const raw of part.split("\n")) {
    const line = raw.replace(/[#!].*/, "").trimEnd();
    // Keywords are in bold, what stands for a value is not.
    const [, word = ""] = /^\s+\\fB([a-z][a-z0-9_]+)|^\\fB([a-z][a-z0-9_]+)/.exec(line) ?? [];
    const keyword = word || (/^\\fB([a-z][a-z0-9_]+)/.exec(line)?.[1] ?? "");
    if (keyword !== "" && open.length < 2) found.add([...open, keyword].join(" "));
    if (line.endsWith("{")) open.push(keyword);
    if (line.trim() === "}") open.pop();
  }
  return [...found];
}
