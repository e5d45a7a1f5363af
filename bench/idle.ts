import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { insideNamespace } from "./balancer/inside.ts";

/**
 * What two daemons cost while nothing happens, ours and Debian's in turns: `node bench/idle.ts [--seconds 60]
 * [--settle 15] [--makers ours,keepalived,bare]`. Processor time of the daemon with its helpers (/proc/PID/task/ID/schedstat),
 * how often they were woken up, resident memory. Settings as in compose/course: version 2, an advert a second, a script
 * every two, and what Node has compiled is kept, as in the lab. `bare` is a Node that does nothing ten times a second: what a wake-up costs here, today. Needs root.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    settle: { type: "string", default: "15" },
    makers: { type: "string", default: "ours,keepalived,bare" },
  },
});

type Run = (role: "master" | "backup", file: string) => readonly string[];
process.env.NODE_COMPILE_CACHE ||= fileURLToPath(new URL("../node_modules/.cache/bascule", import.meta.url));
const program = fileURLToPath(new URL("../agent/keepalived.ts", import.meta.url));
const paths = (role: string) => ["-p", `/run/idle-${role}`, "-r", `/run/idle-${role}-vrrp`];
const makers: Readonly<Record<string, Run>> = {
  ours: (role, file) => [process.execPath, program, "-n", "-l", "-f", file, ...paths(role)],
  keepalived: (role, file) => ["keepalived", "-n", "-l", "-f", file, ...paths(role)],
  bare: () => [process.execPath, "-e", "setInterval(() => {}, 100)"],
};
const roles = { master: { priority: 101, device: "one" }, backup: { priority: 100, device: "two" } } as const;

const configuration = ({ priority, device }: (typeof roles)["master" | "backup"]) => `global_defs {
    script_user root
    enable_script_security
}
vrrp_script check {
    script "/bin/true"
    interval 2
}
vrrp_instance VI_1 {
    state BACKUP
    interface ${device}
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass secret123
    }
    virtual_ipaddress {
        192.168.1.100/24
    }
    track_script {
        check
    }
}
`;

interface Usage {
  readonly cpuMs: number;
  readonly runs: number;
  readonly residentMb: number;
}

function usageOf(id: number): Usage {
  let [cpuNs, runs, pages] = [0, 0, 0];
  for (const each of treeOf(id)) {
    for (const thread of readdirSync(`/proc/${each}/task`)) {
      const [ns, , count] = numbersIn(`/proc/${each}/task/${thread}/schedstat`);
      cpuNs += ns ?? 0;
      runs += count ?? 0;
    }
    pages += numbersIn(`/proc/${each}/statm`)[1] ?? 0;
  }
  return { cpuMs: cpuNs / 1e6, runs, residentMb: (pages * 4096) / 2 ** 20 };
}

/** A process and those that it has started. */
function treeOf(id: number): readonly number[] {
  const children = readdirSync(`/proc/${id}/task`).flatMap((thread) =>
    numbersIn(`/proc/${id}/task/${thread}/children`),
  );
  return [id, ...children.flatMap(treeOf)];
}

function numbersIn(file: string): readonly number[] {
  return readFileSync(file, "utf8").trim().split(/\s+/).filter(Boolean).map(Number);
}

async function measure(maker: string, run: Run, folder: string, node: number): Promise<string> {
  const started: ChildProcess[] = [];
  try {
    for (const role of ["master", "backup"] as const) {
      const file = join(folder, `${role}.conf`);
      writeFileSync(file, configuration(roles[role]));
      const argv = run(role, file);
      const inside = role === "master" ? argv : ["nsenter", "-n", "-t", String(node), ...argv];
      started.push(spawn(inside[0] ?? "", inside.slice(1), { stdio: "ignore" }));
    }
    await pause(Number(values.settle) * 1000);
    const ids = started.map(({ pid = 0 }) => pid);
    const before = ids.map(usageOf);
    const sinceMs = performance.now();
    await pause(Number(values.seconds) * 1000);
    const seconds = (performance.now() - sinceMs) / 1000;
    const after = ids.map(usageOf);
    const pair = (of: (before: Usage, after: Usage) => string) =>
      before.map((one, at) => of(one, after[at] ?? one)).join(", ");
    const percent = pair((one, two) => ((two.cpuMs - one.cpuMs) / seconds / 10).toFixed(2));
    const runs = pair((one, two) => ((two.runs - one.runs) / seconds).toFixed(1));
    const each = pair((one, two) => ((1000 * (two.cpuMs - one.cpuMs)) / (two.runs - one.runs)).toFixed(0));
    return `| ${[maker, percent, runs, each, pair((_, { residentMb }) => residentMb.toFixed(1))].join(" | ")} |\n`;
  } finally {
    await Promise.all(started.map(end));
  }
}

function end(child: ChildProcess): Promise<unknown> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  if (child.exitCode !== null) return Promise.resolve();
  child.kill("SIGTERM");
  return ended;
}

await insideNamespace(async (folder) => {
  const other = spawn("unshare", ["--net", "sleep", "infinity"], { stdio: "ignore" });
  try {
    await pause(200);
    const node = String(other.pid);
    const ip = (words: string) => execFileSync("ip", words.split(" "));
    const inOther = (words: string) => execFileSync("nsenter", ["-n", "-t", node, "ip", ...words.split(" ")]);
    ip(`link add one type veth peer name two netns ${node}`);
    ip("addr add 192.168.1.11/24 dev one");
    ip("link set one up");
    inOther("addr add 192.168.1.12/24 dev two");
    inOther("link set two up");
    inOther("link set lo up");
    process.stdout.write(
      "Master, backup.\n\n| program | % of a processor | wake-ups a second | µs each | resident MB |\n|-|-|-|-|-|\n",
    );
    for (const maker of values.makers.split(",")) {
      const run = makers[maker];
      if (run === undefined) throw new Error(`no ${maker}`);
      process.stdout.write(await measure(maker, run, folder, Number(node)));
    }
  } finally {
    other.kill();
  }
});
