import { libc } from "./libc.ts";
import {
  encodeLinkChange,
  encodeLinkRemoval,
  encodeVirtualLink,
  type LinkChange,
  type LinkInfo,
  type VirtualLink,
} from "./netlink-link.ts";
import {
  type AddressInfo,
  type AddressRequest,
  decodeMessages,
  encodeAddress,
  encodeDump,
  type NetlinkMessage,
} from "./netlink-message.ts";
import type { NeighbourInfo } from "./netlink-neighbour.ts";
import { onReadable } from "./poll.ts";
import { encodeNetlinkAddress, family } from "./socket-address.ts";
import { checked, errno, systemError } from "./system-error.ts";

/** The kernel's addresses and links: rtnetlink(7). */
export interface Netlink extends Disposable {
  links(): readonly LinkInfo[];
  addresses(): readonly AddressInfo[];
  /** Who is known to be where, of both families. */
  neighbours(): readonly NeighbourInfo[];
  /** Says whether it changed anything: an address that is already there is left. Throws ERR_NET_…. */
  addAddress(request: AddressRequest): boolean;
  /** Says whether it changed anything: an address, or an interface, that is not there is no error. Throws ERR_NET_…. */
  removeAddress(request: AddressRequest): boolean;
  /** Makes a macvlan, down. Throws ERR_NET_…, also when the name is taken. */
  addVirtualLink(link: VirtualLink): void;
  /** Throws ERR_NET_…. */
  changeLink(interfaceIndex: number, change: LinkChange): void;
  /** Says whether there was one. Throws ERR_NET_…. */
  removeLink(interfaceIndex: number): boolean;
  /** Calls `listener` after links or addresses have changed; ask for what they are now. */
  onChange(listener: () => void): Disposable;
}

const SOCK_RAW = 3;
const SOCK_CLOEXEC = 0o2000000;
const MSG_DONTWAIT = 0x40;
const NETLINK_ROUTE = 0;
/** Multicast groups RTMGRP_LINK, RTMGRP_IPV4_IFADDR and RTMGRP_IPV6_IFADDR. */
const watchedGroups = 0x1 | 0x10 | 0x100;
const bufferBytes = 65_536;

/** Opens the two sockets: one for requests, one for what the kernel tells by itself. */
export function openNetlink(): Netlink {
  return new OpenNetlink();
}

class OpenNetlink implements Netlink {
  readonly #requests = openSocket(0);
  readonly #buffer = new Uint8Array(bufferBytes);
  readonly #watches = new Set<Disposable>();
  #sequence = 0;
  #open = true;

  links(): readonly LinkInfo[] {
    return this.#dump("links").flatMap((message) => (message.kind === "link" ? [message.link] : []));
  }

  addresses(): readonly AddressInfo[] {
    return this.#dump("addresses").flatMap((message) =>
      message.kind === "address" ? [message.address] : [],
    );
  }

  neighbours(): readonly NeighbourInfo[] {
    return this.#dump("neighbours").flatMap((message) =>
      message.kind === "neighbour" ? [message.neighbour] : [],
    );
  }

  addAddress(request: AddressRequest): boolean {
    return this.#change("add", request, errno.EEXIST);
  }

  removeAddress(request: AddressRequest): boolean {
    return this.#change("remove", request, errno.EADDRNOTAVAIL, errno.ENODEV);
  }

  addVirtualLink(link: VirtualLink): void {
    this.#ask(`add ${link.name}`, (sequence) => encodeVirtualLink(link, sequence));
  }

  changeLink(interfaceIndex: number, change: LinkChange): void {
    this.#ask(`change interface ${interfaceIndex}`, (sequence) =>
      encodeLinkChange(interfaceIndex, change, sequence),
    );
  }

  removeLink(interfaceIndex: number): boolean {
    const encode = (sequence: number) => encodeLinkRemoval(interfaceIndex, sequence);
    return this.#ask(`remove interface ${interfaceIndex}`, encode, errno.ENODEV);
  }

  onChange(listener: () => void): Disposable {
    const descriptor = openSocket(watchedGroups);
    const poll = onReadable(descriptor, () => {
      // What was told is not needed, only that something was; ENOBUFS means that more was told than fitted.
      while (libc().recv(descriptor, this.#buffer, this.#buffer.length, MSG_DONTWAIT) > 0);
      listener();
    });
    const watch = closeOnce(() => {
      poll[Symbol.dispose]();
      libc().close(descriptor);
      this.#watches.delete(watch);
    });
    this.#watches.add(watch);
    return watch;
  }

  [Symbol.dispose](): void {
    if (!this.#open) return;
    this.#open = false;
    for (const watch of [...this.#watches]) watch[Symbol.dispose]();
    libc().close(this.#requests);
  }

  #change(action: "add" | "remove", request: AddressRequest, ...harmless: readonly number[]): boolean {
    const what = `${action} ${request.address}/${request.prefixLength}`;
    return this.#ask(what, (sequence) => encodeAddress(action, request, sequence), ...harmless);
  }

  #ask(what: string, encode: (sequence: number) => Uint8Array, ...harmless: readonly number[]): boolean {
    const sequence = ++this.#sequence;
    this.#send(encode(sequence));
    const number = this.#resultOf(sequence);
    if (number === 0 || harmless.includes(number)) return number === 0;
    throw systemError(`netlink: ${what}`, number);
  }

  #dump(what: "links" | "addresses" | "neighbours"): readonly NetlinkMessage[] {
    const sequence = ++this.#sequence;
    this.#send(encodeDump(what, sequence));
    const messages: NetlinkMessage[] = [];
    while (!messages.some((message) => endsRequest(message, sequence))) messages.push(...this.#receive());
    return messages;
  }

  /** The number of the error, 0 for success. An answer that an earlier, broken-off request left is passed over. */
  #resultOf(sequence: number): number {
    for (;;) {
      const result = this.#receive().find((message) => endsRequest(message, sequence));
      if (result?.kind === "result") return result.errorNumber;
    }
  }

  #send(message: Uint8Array): void {
    checked("netlink: send", libc().send(this.#requests, message, message.length, 0));
  }

  /** Blocks, but not for long: the kernel has answered when `send` returns. */
  #receive(): readonly NetlinkMessage[] {
    const size = checked("netlink: recv", libc().recv(this.#requests, this.#buffer, this.#buffer.length, 0));
    return decodeMessages(this.#buffer.slice(0, size));
  }
}

function endsRequest(message: NetlinkMessage, sequence: number): boolean {
  return (message.kind === "done" || message.kind === "result") && message.sequence === sequence;
}

function openSocket(groups: number): number {
  const descriptor = libc().socket(family.AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  checked("socket (AF_NETLINK)", descriptor);
  const address = encodeNetlinkAddress(groups);
  checked("bind (AF_NETLINK)", libc().bind(descriptor, address, address.length));
  return descriptor;
}

function closeOnce(close: () => void): Disposable {
  let open = true;
  return {
    [Symbol.dispose]() {
      if (open) close();
      open = false;
    },
  };
}
