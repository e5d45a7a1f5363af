import { runtimes } from "../../lab/runtime/index.ts";
import { smallPlan } from "./netns-plan.ts";
import { run, until } from "./netns-run.ts";

/** keepalived with a check that fails and one that does not; both programs are the machine's. */
const checks = `
global_defs { script_user root
 enable_script_security }
vrrp_script bad { script "/usr/bin/killall -0 no-such-program"
 interval 1 }
vrrp_script good { script "/usr/bin/true"
 interval 1 }
vrrp_instance V { interface eth0
 virtual_router_id 7
 priority 100
 virtual_ipaddress { 10.9.0.9 }
 track_script { bad
 good } }
`;
const tryChecks = `echo '${checks}' >/tmp/k.conf; timeout 3 keepalived --dont-fork --log-console --use-file /tmp/k.conf`;

/** Starts a lab of two nodes, looks around in it and prints what it saw, as JSON; or what the machine lacks. */
const missing = await runtimes.netns.missing();
if (missing.length > 0) {
  process.stdout.write(JSON.stringify(missing.map(({ what, remedy }) => `${what.en}: ${remedy.en}`)));
} else {
  await using lab = await runtimes.netns.startLab(smallPlan("tstrrr", { a: {}, b: {} }));
  const [a, b] = [lab.nodes.get("a"), lab.nodes.get("b")];
  const ask = async (node: typeof a, script: string) => {
    const { stdout, stderr } = await run(node, "sh", "-c", script);
    return `${stdout}${stderr}`.trim();
  };
  const seen =
    process.argv[2] === "checks"
      ? await ask(a, tryChecks)
      : {
          hostname: await ask(b, "hostname"),
          user: await ask(a, "id --user haproxy; cat /proc/self/uid_map | wc --lines"),
          owners: await ask(a, "stat --format %u / /usr /usr/bin /usr/bin/killall"),
          processes: await until(async () => {
            const names = (await ask(a, "cat /proc/[0-9]*/comm")).split("\n").sort();
            return names.includes("sleep") ? names : undefined;
          }),
          neighbour: await ask(
            a,
            "ip -4 -brief address show dev eth0; ip route get 10.9.0.2 | head --lines 1",
          ),
          settings: await ask(
            b,
            "echo 1 >/proc/sys/net/ipv4/ip_nonlocal_bind && cat /proc/sys/net/ipv4/ip_nonlocal_bind",
          ),
          packetFilter: await ask(b, "nft add table ip t && nft list tables"),
          system: await ask(b, "exec 2>&1; touch /usr/x; touch /sys/x; ls /sys/class/net"),
        };
  process.stdout.write(JSON.stringify(seen));
}
