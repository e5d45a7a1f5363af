import { type VrrpNet, type VrrpNode, virtualAddress } from "./vrrp-net.ts";

/** The nodes by their number; where there are fewer, the last one stands for the others. */
export function nodesOf({ nodes: [one, two, three] }: VrrpNet): readonly [VrrpNode, VrrpNode, VrrpNode] {
  if (one === undefined) throw new Error("a node is needed");
  return [one, two ?? one, three ?? two ?? one];
}

export interface InstanceText {
  readonly priority: number;
  /** Seconds. */
  readonly advertInt?: number;
  readonly lines?: string;
  readonly addresses?: readonly string[];
}

/** An instance of version 3 on eth0 that begins as a backup. */
export function instanceText({
  priority,
  advertInt = 0.1,
  lines = "",
  addresses = [`${virtualAddress}/24`],
}: InstanceText): string {
  return `
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    version 3
    advert_int ${advertInt}
    ${lines}
    virtual_ipaddress {
        ${addresses.join("\n        ")}
    }
}
`;
}
