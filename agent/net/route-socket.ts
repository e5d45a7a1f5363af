import { libc } from "./libc.ts";
import { decodeMessages } from "./netlink-message.ts";
import { onReadable } from "./poll.ts";
import { encodeRoute, type RouteRequest } from "./route-message.ts";
import { encodeRule, type RuleRequest } from "./rule-message.ts";
import { encodeNetlinkAddress, family } from "./socket-address.ts";
import { checked, errno, systemError } from "./system-error.ts";

/** The kernel's routes and rules: rtnetlink(7). */
export interface RouteSocket extends Disposable {
  /** `exclusive`: says whether it was not there; else it is set beside others. Throws ERR_NET_…. */
  setRoute(request: RouteRequest, exclusive?: boolean): boolean;
  /** Says whether it was there. Throws ERR_NET_…. */
  removeRoute(request: RouteRequest): boolean;
  /** Says whether it was not there. Throws ERR_NET_…. */
  setRule(request: RuleRequest): boolean;
  /** Says whether it was there. Throws ERR_NET_…. */
  removeRule(request: RuleRequest): boolean;
  /** Calls `listener` after addresses, routes or rules have changed. */
  onChange(listener: () => void): void;
}

const SOCK_RAW = 3;
const SOCK_CLOEXEC = 0o2000000;
const MSG_DONTWAIT = 0x40;
const NETLINK_ROUTE = 0;
/** `RTNLGRP_…` IPV4_IFADDR 5, IPV4_ROUTE 7, IPV4_RULE 8, IPV6_IFADDR 9, IPV6_ROUTE 11, IPV6_RULE 19. */
const watchedGroups = [5, 7, 8, 9, 11, 19].reduce((bits, group) => bits | (1 << (group - 1)), 0);
const bufferBytes = 65_536;
/** ESRCH, ENOENT: there is none. */
const missing = [3, 2] as const;

export function openRouteSocket(): RouteSocket {
  return new OpenRouteSocket();
}

class OpenRouteSocket implements RouteSocket {
  readonly #requests = openSocket(0);
  readonly #buffer = new Uint8Array(bufferBytes);
  readonly #resources = new DisposableStack();
  #sequence = 0;

  constructor() {
    this.#resources.defer(() => libc().close(this.#requests));
  }

  setRoute(request: RouteRequest, exclusive = false): boolean {
    const action = exclusive ? "exclusive" : "set";
    return this.#ask(`route ${request.to.address}/${request.to.prefixLength}`, [errno.EEXIST], (sequence) =>
      encodeRoute(action, request, sequence),
    );
  }

  removeRoute(request: RouteRequest): boolean {
    const harmless = [...missing, errno.ENODEV];
    return this.#ask(`route ${request.to.address}/${request.to.prefixLength}`, harmless, (sequence) =>
      encodeRoute("remove", request, sequence),
    );
  }

  setRule(request: RuleRequest): boolean {
    return this.#ask(`rule ${request.preference}`, [errno.EEXIST], (sequence) =>
      encodeRule("set", request, sequence),
    );
  }

  removeRule(request: RuleRequest): boolean {
    return this.#ask(`rule ${request.preference}`, missing, (sequence) =>
      encodeRule("remove", request, sequence),
    );
  }

  onChange(listener: () => void): void {
    const descriptor = openSocket(watchedGroups);
    this.#resources.defer(() => libc().close(descriptor));
    const poll = onReadable(descriptor, () => {
      while (libc().recv(descriptor, this.#buffer, this.#buffer.length, MSG_DONTWAIT) > 0);
      listener();
    });
    this.#resources.use(poll);
  }

  [Symbol.dispose](): void {
    this.#resources[Symbol.dispose]();
  }

  #ask(what: string, harmless: readonly number[], encode: (sequence: number) => Uint8Array): boolean {
    const sequence = ++this.#sequence;
    const message = encode(sequence);
    checked("netlink: send", libc().send(this.#requests, message, message.length, 0));
    const number = this.#resultOf(sequence);
    if (number === 0 || harmless.includes(number)) return number === 0;
    throw systemError(`netlink: ${what}`, number);
  }

  /** Blocks, but not for long: the kernel has answered when `send` returns. */
  #resultOf(sequence: number): number {
    for (;;) {
      const size = checked(
        "netlink: recv",
        libc().recv(this.#requests, this.#buffer, this.#buffer.length, 0),
      );
      for (const message of decodeMessages(this.#buffer.slice(0, size))) {
        if (message.kind === "result" && message.sequence === sequence) return message.errorNumber;
      }
    }
  }
}

function openSocket(groups: number): number {
  const descriptor = libc().socket(family.AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  checked("socket (AF_NETLINK)", descriptor);
  const address = encodeNetlinkAddress(groups);
  checked("bind (AF_NETLINK)", libc().bind(descriptor, address, address.length));
  return descriptor;
}
