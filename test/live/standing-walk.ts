import { expect } from "vitest";
import type { LabStatus } from "../../lab/standing/status.ts";
import { until } from "./netns-run.ts";

/** `bascule` as a student has it, on one runtime. */
export interface Student {
  command(
    name: string,
    ...argv: readonly string[]
  ): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
  /** In a shell outside of the nodes. */
  shell(script: string): Promise<string>;
  /** The folder with the files to edit. */
  readonly files: string;
}

const trailer = [
  "Job for haproxy.service failed because the control process exited with error code.",
  'See "systemctl status haproxy.service" and "journalctl -xeu haproxy.service" for details.',
].join("\n");

/** Types a line into a node: its exit code and all that it prints. */
export async function typed({ command }: Student, line: string, node = "lb1") {
  const { code, stdout } = await command("exec", node, "--", "sh", "-c", `exec 2>&1; ${line}`);
  return { code, said: stdout };
}

export async function untilOwner({ command }: Student, owner: string): Promise<LabStatus> {
  return until(async () => {
    const { stdout } = await command("status", "--json");
    const lab = (JSON.parse(stdout) as LabStatus[]).at(0);
    return lab?.vipOwners.join() === owner ? lab : undefined;
  });
}

/** What module 16 types, in a lab that has just come up, with the failover of its fourth step. */
export async function walkModule(student: Student): Promise<void> {
  await untilOwner(student, "lb1");
  expect(await typed(student, "systemctl is-active keepalived haproxy.service apache2")).toEqual({
    code: 3,
    said: "active\nactive\ninactive\n",
  });
  expect(await typed(student, "sudo systemctl enable --now keepalived")).toMatchObject({ code: 0 });
  expect(await typed(student, "sudo killall -0 haproxy && ip addr show eth0")).toMatchObject({
    code: 0,
    said: expect.stringContaining("192.168.1.100/24"),
  });
  expect(await typed(student, "/usr/bin/systemctl is-active apache2")).toEqual({
    code: 3,
    said: "inactive\n",
  });
  expect((await typed(student, "journalctl -u keepalived --no-pager")).said).toMatch(
    /^\w{3} [ \d]\d [\d:]{8} lb1 Keepalived_vrrp\[\d+\]: \(VI_1\) Entering MASTER STATE$/m,
  );
  const caught = await typed(student, "tcpdump -i eth0 -n -c 1 vrrp", "lb2");
  expect(caught.said).toMatch(
    /IP 192\.168\.1\.101 > 224\.0\.0\.18: VRRPv2, Advertisement, vrid 51, prio 103/,
  );

  // The course's script, whose mistake is told.
  await student.shell(`echo 'STATE=$3' >>${student.files}/lb1/notify.sh`);
  await student.shell(`sed -i 's/priority 101/priority 91/' ${student.files}/lb1/keepalived.conf`);
  expect(await typed(student, "systemctl restart keepalived")).toEqual({
    code: 0,
    said: expect.stringMatching(
      /^keepalived is started\. There is something to say of its file: type "keepalived -t"\.\n\/etc\/keepalived\/notify\.sh: .* write STATE=\$1\.\n$/,
    ),
  });
  const moved = await untilOwner(student, "lb2");
  expect(moved.nodes[1]?.daemons).toEqual({
    haproxy: "running",
    keepalived: "running",
    states: { VI_1: "master" },
  });
  const page = await typed(student, "curl -s http://192.168.1.100", "client");
  expect(page.said).toMatch(/^app[12]\n/);
}

/** A file with a mistake, noticed at the restart, and mended. */
export async function walkMistake(student: Student): Promise<void> {
  const file = `${student.files}/haproxy/haproxy.cfg`;
  expect(await typed(student, "systemctl stop haproxy; systemctl is-active haproxy")).toEqual({
    code: 3,
    said: "inactive\n",
  });
  await student.shell(`echo nonsense >>${file}`);
  const line = (await student.shell(`wc -l <${file}`)).trim();
  const failed = await typed(student, "systemctl restart haproxy");
  expect(failed.code).toBe(1);
  expect(failed.said.slice(0, trailer.length)).toBe(trailer);
  expect(failed.said).toMatch(new RegExp(`/etc/haproxy/haproxy\\.cfg:${line}.*nonsense`));
  expect((await typed(student, "journalctl -xeu haproxy.service")).said).toContain("nonsense");
  expect(await typed(student, "systemctl is-active haproxy")).toEqual({ code: 3, said: "failed\n" });
  expect(await typed(student, "systemctl is-failed haproxy")).toEqual({ code: 0, said: "failed\n" });
  expect(await typed(student, "systemctl status haproxy")).toMatchObject({
    code: 3,
    said: expect.stringContaining("× haproxy.service"),
  });
  await student.shell(`sed -i '/^nonsense/d' ${file}`);
  expect((await typed(student, "systemctl start haproxy && systemctl is-active haproxy")).said).toBe(
    "active\n",
  );

  // Switched off from inside, as a machine is; and on again from outside.
  const off = await typed(student, "sudo poweroff", "lb2");
  expect(off.said).toContain("lb2 stops. To start it again, type outside of the node: bascule start lb2");
  const { nodes } = await untilOwner(student, "lb1");
  await until(async () =>
    (await untilOwner(student, "lb1")).nodes[1]?.state === "stopped" ? true : undefined,
  );
  expect(nodes[1]?.name).toBe("lb2");
  expect((await student.command("exec", "lb2", "true")).stderr).toContain("[ERR_STANDING_NODE]");
  expect((await student.command("start", "lb2")).code).toBe(0);
  await untilOwner(student, "lb2");
}
