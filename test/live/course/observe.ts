import type { StartedNode } from "../../../lab/runtime/runtime.ts";
import { run, until } from "../netns-run.ts";
import { counted } from "./ask.ts";

interface ShownAddress {
  readonly local: string;
  readonly dev: string;
}

/** All IPv4 addresses of the node, as `ip -j addr` shows them: prefix, brd, scope, label, and their interface. */
export async function addresses(node: StartedNode | undefined): Promise<readonly ShownAddress[]> {
  const { stdout } = await run(node, "ip", "-j", "-4", "addr", "show");
  const links = JSON.parse(stdout) as { ifname: string; addr_info: { local: string }[] }[];
  return links.flatMap(({ ifname, addr_info }) => addr_info.map((address) => ({ ...address, dev: ifname })));
}

/** `(VI_1) Entering MASTER STATE`, in the order of the node's log. */
export function states(log: string): readonly string[] {
  return [...log.matchAll(/\([\w-]+\) Entering \w+ STATE/g)].map(([line]) => line);
}

/** HAProxy's access log: which requests, with which end, how often; without times, ports and counts. */
export function requests(log: string): Readonly<Record<string, number>> {
  const lines = log.split("\n").filter((line) => /haproxy\[\d+\]: .*"(GET|HEAD|POST) /.test(line));
  return counted(
    lines.map((line) =>
      line
        .replace(/^.*haproxy\[\d+\]: /, "")
        .replace(/:\d+ \[[^\]]*\]/, " [date]")
        .replace(/-?\d+(?:\/-?\d+)+/g, "N")
        .replace(/<STATS> N \d+ \d+ /, "<STATS> N S B "),
    ),
  );
}

/** `Server b/s is DOWN`, and what else HAProxy says of its servers; without its process number. */
export function servers(said: string): readonly string[] {
  return said
    .split("\n")
    .filter((line) => /Server \S+ is |has no server available/.test(line))
    .map((line) => line.replace(/^.*?\) : /, "").replace(/check duration: \d+ms/, "check duration: …"))
    .sort();
}

/** The adverts of the last seconds as tcpdump shows them: `192.168.1.101 vrid 51 prio 103`. */
export function adverts(lines: readonly string[]): readonly string[] {
  const shown = lines.flatMap((line) => {
    const [, source, rest] = /IP (\S+) > 224\.0\.0\.18: (VRRP.*)/.exec(line) ?? [];
    return source === undefined ? [] : [`${source} ${rest}`];
  });
  return [...new Set(shown)].sort();
}

export async function fileOf(node: StartedNode | undefined, file: string): Promise<string> {
  return (await run(node, "cat", file)).stdout;
}

const checkColumn = "check_status";
const columns = ["pxname", "svname", "status", "weight", "act", "bck", checkColumn, "check_code"];

/** Type, weight and state of each server, from the statistics socket of the file, at a moment when no check is under way. */
export function statistics(node: StartedNode | undefined, path: string): Promise<readonly string[]> {
  return until(async () => {
    const rows = await table(node, path);
    if (rows.some((row) => row[checkColumn]?.startsWith("* "))) return undefined;
    return rows.map((row) => columns.map((name) => row[name]).join(" "));
  });
}

/** `show stat`, a record a row; none when nobody listens there. */
async function table(node: StartedNode | undefined, path: string) {
  const program = `const s = require("node:net").connect("${path}", () => s.write("show stat\\n")); s.on("error", () => process.exit(0)); s.pipe(process.stdout)`;
  const { stdout } = await run(node, "node", "-e", program);
  const [head = "", ...rows] = stdout.trim() === "" ? [] : stdout.trim().split("\n");
  const names = head.replace("# ", "").split(",");
  return rows.map((row): Readonly<Record<string, string>> => {
    const cells = row.split(",");
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""]));
  });
}
