import { libc } from "./libc.ts";
import { decodeMessages, type NetlinkMessage } from "./netlink-message.ts";
import {
  decodeTableNames,
  encodeNftBatch,
  encodeTableDump,
  type NftChange,
  type NftFamily,
} from "./nftables-message.ts";
import { encodeNetlinkAddress, family as socketFamily } from "./socket-address.ts";
import { checked, systemError } from "./system-error.ts";

/** The kernel's packet filter: nft(8). */
export interface Nftables extends Disposable {
  /** All of it, or nothing. Throws ERR_NET_… with the first error. */
  change(changes: readonly NftChange[], family?: NftFamily): void;
  /** Of the family `netdev`. */
  tables(): readonly string[];
}

const SOCK_RAW = 3;
const SOCK_CLOEXEC = 0o2000000;
const NETLINK_NETFILTER = 12;
const bufferBytes = 65_536;

/** Opens the socket. Throws ERR_NET_SYSTEM where the kernel has no nftables. */
export function openNftables(): Nftables {
  const descriptor = libc().socket(socketFamily.AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_NETFILTER);
  checked("socket (NETLINK_NETFILTER)", descriptor);
  const address = encodeNetlinkAddress(0);
  checked("bind (NETLINK_NETFILTER)", libc().bind(descriptor, address, address.length));
  return new OpenNftables(descriptor);
}

class OpenNftables implements Nftables {
  readonly #descriptor: number;
  readonly #buffer = new Uint8Array(bufferBytes);
  #sequence = 0;
  #open = true;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  change(changes: readonly NftChange[], family: NftFamily = "netdev"): void {
    const first = this.#sequence + 1;
    const last = this.#sequence + changes.length;
    this.#sequence = last + 1;
    this.#send(encodeNftBatch(changes, first, family));
    // A batch that is refused as a whole (EPERM) has one answer, for its beginning.
    for (let ended = false; !ended; ) {
      for (const answer of decodeMessages(this.#receive())) {
        if (answer.kind !== "result" || answer.sequence < first || answer.sequence > last) continue;
        const failed = answer.errorNumber !== 0;
        if (failed)
          throw systemError(`nftables: ${changes[answer.sequence - first]?.kind}`, answer.errorNumber);
        ended ||= answer.sequence === last;
      }
    }
  }

  tables(): readonly string[] {
    const sequence = ++this.#sequence;
    this.#send(encodeTableDump(sequence));
    const names: string[] = [];
    for (let end: NetlinkMessage | undefined; end === undefined; ) {
      const bytes = this.#receive();
      names.push(...decodeTableNames(bytes));
      end = decodeMessages(bytes).find((one) => "sequence" in one && one.sequence === sequence);
    }
    return names;
  }

  [Symbol.dispose](): void {
    if (this.#open) libc().close(this.#descriptor);
    this.#open = false;
  }

  #send(message: Uint8Array): void {
    checked("nftables: send", libc().send(this.#descriptor, message, message.length, 0));
  }

  /** Blocks, but not for long: the kernel has answered when `send` returns. */
  #receive(): Uint8Array {
    const size = libc().recv(this.#descriptor, this.#buffer, this.#buffer.length, 0);
    return this.#buffer.slice(0, checked("nftables: recv", size));
  }
}
