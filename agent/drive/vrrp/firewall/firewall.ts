import { type Family, familyOf, parseAddress } from "../../../base/family.ts";
import { messageOf } from "../../../base/message-of.ts";
import { type Nftables, openNftables } from "../../../net/nftables.ts";
import type { NftFamily } from "../../../net/nftables-message.ts";
import type { Companion, CompanionKind, Subject } from "../companion/companion.ts";
import type { UndoList } from "../guardian/undo.ts";
import type { VrrpLog } from "../log.ts";
import { addressSet, type FirewallSettings, firewallTable, usualTable } from "./ruleset.ts";

interface FirewallOptions {
  readonly log: VrrpLog;
  readonly undoList: UndoList;
  readonly settings: () => FirewallSettings;
}

const families: Readonly<Record<Family, NftFamily>> = { 4: "ip", 6: "ip6" };

/** Keeps packets away from the addresses of masters that are not to accept any: `no_accept`, `vrrp_strict`. */
export class Firewall implements Disposable {
  readonly #options: FirewallOptions;
  /** The tables that were made, by family. */
  readonly #tables = new Map<Family, string>();
  #nftables: Nftables | undefined;

  constructor(options: FirewallOptions) {
    this.#options = options;
  }

  /** Follows an instance: its addresses are in the table while it has them. */
  readonly companion: CompanionKind = (subject: Subject): Companion => {
    let closed: readonly string[] = [];
    return {
      stepped: ({ actions }) => {
        for (const { kind } of actions) {
          if (kind === "add-addresses") {
            const wanted = addressesOf(subject);
            this.#change(
              "delete-elements",
              closed.filter((address) => !wanted.includes(address)),
            );
            this.#change(
              "add-elements",
              wanted.filter((address) => !closed.includes(address)),
            );
            closed = wanted;
          } else if (kind === "remove-addresses") {
            this.#change("delete-elements", closed);
            closed = [];
          }
        }
      },
      [Symbol.dispose]: () => {
        this.#change("delete-elements", closed);
        closed = [];
      },
    };
  };

  [Symbol.dispose](): void {
    for (const [family, table] of this.#tables) {
      this.#attempt((nftables) => nftables.change([{ kind: "delete-table", table }], families[family]));
      this.#options.undoList.set(`firewall ${family}`, []);
    }
    this.#tables.clear();
    this.#nftables?.[Symbol.dispose]();
    this.#nftables = undefined;
  }

  #change(kind: "add-elements" | "delete-elements", addresses: readonly string[]): void {
    for (const family of [4, 6] as const) {
      const keys = addresses
        .filter((address) => familyOf(address) === family)
        .flatMap((address) => parseAddress(address) ?? []);
      if (keys.length === 0) continue;
      this.#attempt((nftables) => {
        const table = this.#table(family, nftables);
        nftables.change([{ kind, table, set: addressSet, keys }], families[family]);
      });
    }
  }

  /** Made when it is first needed, in place of one that a killed daemon left. */
  #table(family: Family, nftables: Nftables): string {
    const known = this.#tables.get(family);
    if (known !== undefined) return known;
    const settings = this.#options.settings();
    const { table = usualTable } = settings;
    this.#options.undoList.set(`firewall ${family}`, [
      { kind: "run", argv: ["nft", "delete", "table", families[family], table] },
    ]);
    const anew = [{ kind: "add-table", table } as const, { kind: "delete-table", table } as const];
    nftables.change([...anew, ...firewallTable(family, settings)], families[family]);
    this.#tables.set(family, table);
    return table;
  }

  #attempt(act: (nftables: Nftables) => void): void {
    try {
      this.#nftables ??= openNftables();
      act(this.#nftables);
    } catch (error) {
      this.#options.log.warning(`Packets to virtual addresses are not kept away: ${messageOf(error)}`);
    }
  }
}

function addressesOf({ instance }: Subject): readonly string[] {
  if (!instance.noAccept) return [];
  return [...instance.virtualAddresses, ...instance.excludedAddresses].map(({ address }) => address);
}
