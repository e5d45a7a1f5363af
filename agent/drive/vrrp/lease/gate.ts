import { randomBytes } from "node:crypto";
import { familyOf } from "../../../base/family.ts";
import { parseIpv4 } from "../../../base/ip.ts";
import { parseIpv6 } from "../../../base/ipv6.ts";
import { messageOf } from "../../../base/message-of.ts";
import { type MarkedEcho, openMarkedEcho } from "../../../net/marked-echo.ts";
import { claimName } from "../../../net/name-claim.ts";
import { type Nftables, openNftables } from "../../../net/nftables.ts";
import type { NftChange } from "../../../net/nftables-message.ts";
import type { VrrpLog } from "../log.ts";
import { removeDeadLeases, tablePrefix } from "./dead.ts";
import { deviceGate, type LeaseNames, leaseSet, leaseTable, ownedSets } from "./ruleset.ts";

/** Of an interface: by its number, since one that was deleted and made again has lost its gate. */
export interface Device {
  readonly name: string;
  readonly index: number;
}

/** What the kernel made of the renewal before: `nothing` came back of it. */
export type Renewal = "renewed" | "closed" | "nothing";

/** What the kernel does with addresses whose owner has to renew a lease. Every method may throw ERR_NET_…. */
export interface Gate extends Disposable {
  /** From now on packets of these devices pass only while the lease runs, if they belong to an owned address. */
  cover(devices: readonly Device[]): void;
  own(addresses: readonly string[]): void;
  disown(addresses: readonly string[]): void;
  /** Begins the lease. */
  open(): void;
  renew(): Renewal;
}

/** Opens one in this kernel, and removes those of daemons that have died. Throws where the kernel has none. */
export function openKernelGate(log: VrrpLog): Gate {
  using opened = new DisposableStack();
  const names = { table: `${tablePrefix}${randomBytes(4).toString("hex")}`, mark: randomMark() };
  opened.use(claimName(names.table));
  const nftables = opened.use(openNftables());
  removeDeadLeases(nftables);
  const echo = opened.use(openMarkedEcho(names.mark));
  nftables.change(leaseTable(names));
  return new KernelGate(names, { nftables, echo, log, owned: opened.move() });
}

interface Parts {
  readonly nftables: Nftables;
  readonly echo: MarkedEcho;
  readonly log: VrrpLog;
  readonly owned: DisposableStack;
}

class KernelGate implements Gate {
  readonly #names: LeaseNames;
  readonly #parts: Parts;
  readonly #covered = new Set<number>();

  constructor(names: LeaseNames, parts: Parts) {
    this.#names = names;
    this.#parts = parts;
  }

  cover(devices: readonly Device[]): void {
    const { nftables, log } = this.#parts;
    for (const { name, index } of devices) {
      if (this.#covered.has(index)) continue;
      const incoming = { device: name, hook: "ingress", chain: `in-${name}-${index}` } as const;
      nftables.change(deviceGate(this.#names, incoming));
      try {
        const outgoing = { device: name, hook: "egress", chain: `out-${name}-${index}` } as const;
        nftables.change(deviceGate(this.#names, outgoing));
      } catch (error) {
        // Linux before 5.16: what comes in is the greater part.
        log.detail(`The lease of ${name} does not hold back what is sent: ${messageOf(error)}`);
      }
      this.#covered.add(index);
    }
  }

  own(addresses: readonly string[]): void {
    this.#parts.nftables.change(this.#elements("add-elements", addresses));
  }

  disown(addresses: readonly string[]): void {
    this.#parts.nftables.change(this.#elements("delete-elements", addresses));
  }

  open(): void {
    const { table, mark } = this.#names;
    this.#parts.echo.receive();
    this.#parts.nftables.change([{ kind: "add-elements", table, set: leaseSet, keys: [mark] }]);
    this.#parts.echo.send();
  }

  renew(): Renewal {
    const { echo } = this.#parts;
    const came = echo.receive();
    echo.send();
    if (came === undefined) return "nothing";
    return came === 1 ? "renewed" : "closed";
  }

  [Symbol.dispose](): void {
    const { nftables, owned, log } = this.#parts;
    if (owned.disposed) return;
    try {
      nftables.change([{ kind: "delete-table", table: this.#names.table }]);
    } catch (error) {
      log.detail(`The table of the lease was gone: ${messageOf(error)}`);
    }
    owned.dispose();
  }

  #elements(kind: "add-elements" | "delete-elements", addresses: readonly string[]): readonly NftChange[] {
    const { table } = this.#names;
    return ([4, 6] as const).flatMap((family) => {
      const keys = addresses.filter((address) => familyOf(address) === family).map(keyOf);
      return keys.length === 0 ? [] : [{ kind, table, set: ownedSets[family], keys }];
    });
  }
}

function keyOf(address: string): Uint8Array {
  return parseIpv4(address) ?? parseIpv6(address) ?? new Uint8Array(4);
}

/** Bits that Kubernetes, Cilium, Calico and Tailscale do not look at, lest a firewall take our packets for one of theirs. */
function randomMark(): Uint8Array {
  const [high = 0, low = 0] = randomBytes(2);
  return new Uint8Array(new Uint32Array([((high << 24) | 0x3000 | low) >>> 0]).buffer);
}
