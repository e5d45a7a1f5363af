import { IpBatch } from "../../wire/ip-batch.ts";
import type { LabPlan } from "../runtime.ts";
import { openSwitchboard } from "./switchboard.ts";

/** An interface of the machine that the lab made: at most 15 characters (IFNAMSIZ), with the lab's id. */
export function interfaceName(labId: string, index: number): string {
  return `bsc${labId}.${index}`;
}

/** It stays inside the namespace and goes with it. */
const macvlanTrial = [
  "link add near type veth peer name trial",
  "link add link trial name child type macvlan mode bridge",
];

/**
 * Parents for macvlan networks, so that no interface of the machine's own is needed: one end each of a veth pair.
 * The other ends are in a namespace of the lab, with which the kernel removes both. Whatever addresses the machine
 * has, it answers nobody there: ARP and IPv6 are off on the parent. Undefined where the kernel has no macvlan.
 */
export async function openParents({ id, networks }: LabPlan): Promise<AsyncDisposable | undefined> {
  await using opening = new AsyncDisposableStack();
  const { ip } = opening.use(await openSwitchboard(id));
  if ((await ip.attempt(macvlanTrial)) !== "") return undefined;
  const names = networks.map((_, index) => interfaceName(id, index));
  await ip.run(
    names.flatMap((name, index) => [
      `link add far${index} type veth peer name ${name} netns ${process.pid}`,
      `link set far${index} up`,
    ]),
  );
  await using machine = new IpBatch(process.pid);
  await machine.run(
    names.flatMap((name) => [`link set ${name} arp off addrgenmode none`, `link set ${name} up`]),
  );
  return opening.move();
}
