import { expect } from "vitest";
import { describeLive, liveTest } from "./live.ts";
import { type Maker, VrrpNet, type VrrpNode } from "./vrrp-net.ts";

const instance = (name: string, priority: number, address: string, lines = "") => `
vrrp_instance ${name} {
    interface eth0
    virtual_router_id 51
    priority ${priority}
    version 3
    advert_int 0.1
    use_vmac ${name}
    ${lines}
    virtual_ipaddress {
        ${address}
    }
}
`;
/** A router of each family. */
const configuration = (priority: number, lines = "") =>
  instance("v4", priority, "192.168.1.100/24\n192.168.1.101/24 dev eth0", lines) +
  instance("v6", priority, "fe80::100\n2001:db8::100/64", lines);

const pairs: readonly (readonly [Maker, Maker])[] = [
  ["ours", "real"],
  ["real", "ours"],
];

describeLive(
  "a virtual MAC",
  () => {
    for (const [first, second] of pairs) {
      liveTest(
        `${first} and ${second}, IPv4 and IPv6: the addresses move with their MAC, and the neighbours reach them`,
        async () => {
          await using net = await VrrpNet.create(3, { ipv6: true });
          const [one, two, third] = nodesOf(net);
          let strong = one.start(first, configuration(200));
          const weak = two.start(second, configuration(100));
          for (const _ of "46") await weak.line("Entering BACKUP STATE");
          for (const _ of "46") await strong.line("Entering MASTER STATE");
          await owner(one, two);
          await looksAsOriginal(one);
          await learns(third, "192.168.1.100", "00:00:5e:00:01:33");
          await learns(third, "2001:db8::100", "00:00:5e:00:02:33");
          await strong.end("SIGKILL");
          await one.run("sh", "-c", "while killall -q -0 keepalived; do sleep 0.01; done");
          for (const _ of "46") await weak.line("Entering MASTER STATE");
          await looksAsOriginal(two);
          // What the killed one left, if anything, is taken over.
          strong = one.start(first, configuration(200));
          for (const _ of "46") await strong.line("Entering MASTER STATE");
          await owner(one, two);
          await looksAsOriginal(one);
          expect(await strong.end("SIGTERM")).toBe(0);
          await owner(two, one);
          expect((await one.run("ip", "-br", "link")).output).not.toMatch(/v[46]@/);
          await learns(third, "192.168.1.100", "00:00:5e:00:01:33");
          expect(await weak.end("SIGTERM")).toBe(0);
          expect((await two.run("ip", "-br", "link")).output).not.toMatch(/v[46]@/);
        },
      );
    }

    liveTest(
      "adverts from the interface itself, as the original; a link that is down for a while",
      async () => {
        await using net = await VrrpNet.create(2, { ipv6: true });
        const [one, two] = nodesOf(net);
        const strong = one.start("ours", configuration(200, "vmac_xmit_base"));
        const weak = two.start("real", configuration(100, "vmac_xmit_base"));
        for (const _ of "46") await weak.line("Entering BACKUP STATE");
        for (const _ of "46") await strong.line("Entering MASTER STATE");
        await owner(one, two);
        await one.run(..."ip link set eth0 down".split(" "));
        await strong.line("Entering FAULT STATE");
        await one.run(..."ip link set eth0 up".split(" "));
        await owner(one, two);
        await strong.end("SIGTERM");
        await owner(two, one);
        await weak.end("SIGTERM");
      },
    );

    liveTest("there is none on a macvlan, and none where the name is taken; the reason is said", async () => {
      await using net = await VrrpNet.create(1);
      const [one] = nodesOf(net);
      await one.run(..."ip link add mv0 link eth0 up type macvlan".split(" "));
      const text = instance("v4", 100, "192.168.1.100/24");
      const onMacvlan = one.start("ours", text.replace("interface eth0", "interface mv0"));
      await onMacvlan.line("use_vmac is not possible on mv0: it is a macvlan interface itself");
      expect(await onMacvlan.exited).toBe(2);
      const taken = one.start("ours", text.replace("use_vmac v4", "use_vmac mv0"));
      await taken.line("mv0 exists already, and is no private macvlan");
      expect(await taken.exited).toBe(2);
      expect((await one.run("ip", "-br", "link")).output).toContain("mv0@eth0");
    });
  },
  { stack: "keepalived-haproxy" },
);

/** The original logs its new state before it sets the addresses. */
async function looksAsOriginal(node: VrrpNode): Promise<void> {
  await expect.poll(() => look(node), { timeout: 10_000 }).toEqual(asOriginal);
}

/** What `ip -d link` and `ip addr` show of the original, but for the link-local address that it sends IPv6 adverts from. */
const asOriginal = [
  {
    name: "v4",
    mac: "00:00:5e:00:01:33",
    mode: "private",
    generation: "none",
    up: true,
    addresses: ["192.168.1.100/24", "192.168.1.101/24"],
  },
  {
    name: "v6",
    mac: "00:00:5e:00:02:33",
    mode: "private",
    generation: "none",
    up: true,
    addresses: ["2001:db8::100/64", "fe80::100/128"],
  },
];

interface Link {
  readonly address: string;
  readonly flags: readonly string[];
  readonly inet6_addr_gen_mode: string;
  readonly linkinfo?: { readonly info_data?: { readonly mode: string } };
}

async function look(node: VrrpNode) {
  return Promise.all(
    ["v4", "v6"].map(async (name) => {
      const [link] = JSON.parse(
        (await node.run("ip", "-d", "-j", "link", "show", "dev", name)).output,
      ) as Link[];
      const addresses = (await node.addresses(name)).filter((address) => !/^fe80::.*ff:fe/.test(address));
      return {
        ...{ name, mac: link?.address, mode: link?.linkinfo?.info_data?.mode },
        ...{ generation: link?.inet6_addr_gen_mode, up: link?.flags.includes("UP") },
        addresses: addresses.toSorted(),
      };
    }),
  );
}

async function owner(node: VrrpNode, other: VrrpNode): Promise<void> {
  const owns = async (one: VrrpNode) =>
    (await one.run("ip", "-br", "addr")).output.match(/\.100\/|::100\//g)?.length ?? 0;
  await until(`moved`, async () => (await owns(node)) === 3 && (await owns(other)) === 0);
}

/** A connection that nobody takes makes the kernel look for the neighbour. */
async function learns(node: VrrpNode, address: string, mac: string): Promise<void> {
  await until(`${address} is at ${mac}`, async () => {
    await node.run("bash", "-c", `exec 3<>/dev/udp/${address}/9 && echo >&3`);
    return (await node.run("ip", "neigh", "show", address, "dev", "eth0")).output.includes(mac);
  });
}

async function until(what: string, check: () => Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + 30_000;
  while (!(await check())) {
    if (performance.now() > deadlineMs) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function nodesOf({ nodes: [one, two = one, three = two] }: VrrpNet) {
  if (one === undefined || two === undefined || three === undefined) throw new Error("no nodes");
  return [one, two, three] as const;
}
