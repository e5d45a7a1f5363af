import { expect } from "vitest";
import { describeLive, liveTest } from "./live.ts";
import { type Maker, VrrpNet, type VrrpNode, virtualAddress } from "./vrrp-net.ts";
import type { VrrpTestDaemon } from "./vrrp-test-daemon.ts";

const master = "Entering MASTER STATE";
const early = "nobody has the addresses: taking over early";
const inLine = "next in line after 192.168.1.11";
const block = (priority: number) => `
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    version 3
    advert_int 0.8
    @bascule watch on
    virtual_ipaddress {
        ${virtualAddress}/24
    }
}
`;

/** IPv6, with an IPv4 address that shows who owns them all. */
const block6 = (priority: number) => `
vrrp_instance VI_6 {
    interface eth0
    virtual_router_id 51
    priority ${priority}
    version 3
    advert_int 0.8
    virtual_ipaddress {
        fe80::100
        2001:db8::100/64
    }
    virtual_ipaddress_excluded {
        ${virtualAddress}/24
    }
}
`;

interface Pair extends AsyncDisposable {
  readonly net: VrrpNet;
  readonly nodes: readonly [VrrpNode, VrrpNode, VrrpNode];
  readonly strong: VrrpTestDaemon;
  readonly weak: VrrpTestDaemon;
}

/** Node 1 owns the address, node 2 watches it, and node 3 is somebody whom node 2 has talked to. */
async function pairOf(first: Maker, second: Maker, ipv6 = false): Promise<Pair> {
  const net = await VrrpNet.create(3, { ipv6 });
  const file = ipv6 ? block6 : block;
  const [one, two, three] = net.nodes;
  if (one === undefined || two === undefined || three === undefined) throw new Error("three nodes");
  const strong = one.start(first, file(200));
  const weak = two.start(second, file(100));
  await strong.line(master);
  await two.run("bash", "-c", "echo > /dev/udp/192.168.1.13/9");
  return {
    net,
    nodes: [one, two, three],
    strong,
    weak,
    [Symbol.asyncDispose]: () => net[Symbol.asyncDispose](),
  };
}

describeLive("two of our daemons that watch each other", () => {
  liveTest("the death of a process moves the address once the guardian has removed it", async () => {
    await using pair = await pairOf("ours", "ours");
    const { net, nodes, strong, weak } = pair;
    await weak.line(inLine);
    await strong.end("SIGKILL");
    expect(await weak.line(early)).toContain("192.168.1.11 closed the watch connection");
    await net.ownedBy(2);
    // The old owner comes back, wins by its priority, and is connected again.
    const again = nodes[0].start("ours", block(200));
    await again.line(master);
    await net.ownedBy(1);
    await weak.line(inLine);
  });

  liveTest("the death of a node does so at once", async () => {
    await using pair = await pairOf("ours", "ours");
    const { net, weak } = pair;
    await weak.line(inLine);
    await net.kill(1);
    expect(await weak.line(early)).toContain("192.168.1.11 closed the watch connection");
    expect(await pair.nodes[1].owns()).toBe(true);
  });

  liveTest("an owner that is stopped hands over, and takes back by preemption", async () => {
    await using pair = await pairOf("ours", "ours");
    const { net, nodes, strong, weak } = pair;
    await weak.line(inLine);
    await strong.end("SIGTERM");
    await weak.line("master 192.168.1.11 hands over: taking over at once");
    await weak.line(master);
    await net.ownedBy(2);
    const again = nodes[0].start("ours", block(200));
    await again.line("next in line after 192.168.1.12");
    await again.line(master);
    await net.ownedBy(1);
    // An orderly change is no flap: the next one is early.
    await weak.line(inLine);
    await again.end("SIGKILL");
    await weak.line(early);
    await net.ownedBy(2);
  });

  liveTest("a reset of the connection changes nothing; a cut cable does", async () => {
    await using pair = await pairOf("ours", "ours");
    const { net, nodes, weak } = pair;
    await weak.line(inLine);
    await nodes[1].run("ss", "-K", "dst", "192.168.1.11");
    await weak.line("192.168.1.11 is closed: asking who has the addresses");
    await weak.line(inLine);
    expect(await net.owners()).toEqual([1]);
    expect(weak.log).not.toContain(master);
    await net.lan("ip link set p1 down");
    expect(await weak.line(early)).toContain("192.168.1.11 is silent on the watch connection");
    expect(await nodes[1].owns()).toBe(true);
  });

  liveTest(
    "a frozen owner loses the address when the lease in its kernel has ended, and yields when it wakes up",
    async () => {
      await using pair = await pairOf("ours", "ours");
      const { net, nodes, strong, weak } = pair;
      await weak.line(inLine);
      await nodes[0].run("killall", "-STOP", "keepalived");
      expect(await weak.line(early)).toContain("192.168.1.11 is silent on the watch connection");
      await nodes[0].run("killall", "-CONT", "keepalived");
      await strong.line("slept for");
      await net.ownedBy(2);
      // It is the stronger one, and has the address again after as much listening as ever.
      await strong.line(master);
      await net.ownedBy(1);
    },
  );

  liveTest("over IPv6 neighbour solicitations ask who has the addresses", async () => {
    await using pair = await pairOf("ours", "ours", true);
    await pair.weak.line("next in line after fe80::");
    await pair.net.kill(1);
    expect(await pair.weak.line(early)).toContain("closed the watch connection");
    expect(await pair.nodes[1].owns()).toBe(true);
  });

  liveTest(
    "where there is no IPv4, a neighbour of IPv6 is the witness that the cut is not our own",
    async () => {
      await using pair = await pairOf("ours", "ours", true);
      const { net, nodes, weak } = pair;
      const [, two, three] = nodes;
      await weak.line("next in line after fe80::");
      for (const node of [two, three]) await node.run("ip", "-4", "addr", "flush", "dev", "eth0");
      await two.run("bash", "-c", "echo > /dev/udp/2001:db8::13/9");
      await net.lan("ip link set p1 down");
      expect(await weak.line(early)).toContain("is silent on the watch connection");
      expect(await two.owns()).toBe(true);
    },
  );

  liveTest("our own cable is cut: nobody takes over early", async () => {
    await using pair = await pairOf("ours", "ours");
    const { net, weak } = pair;
    await weak.line(inLine);
    await net.lan("ip link set p2 down");
    await weak.line("Entering FAULT STATE");
    await net.lan("ip link set p2 up");
    await weak.line("Entering BACKUP STATE");
    expect(weak.log).not.toContain(master);
    await net.ownedBy(1);
  });

  liveTest("beside the original they are as the original", async () => {
    await using pair = await pairOf("real", "ours");
    const { net, strong, weak } = pair;
    await weak.line("no watch connection with 192.168.1.11");
    await strong.end("SIGTERM");
    await weak.line("Backup received priority 0 advertisement");
    await weak.line(master);
    await net.ownedBy(2);
  });
});
