import { messageOf } from "../../base/message-of.ts";
import type { VirtualAddress, VrrpInstance } from "../../config/keepalived/config.ts";
import { tryAll } from "../try-all.ts";
import { announcement } from "./announcement.ts";
import { Spaced } from "./spaced.ts";

/** The interfaces that addresses are announced on. */
export interface AnnouncerLinks {
  /** Empty: there is no such interface. */
  macOf(device: string): string;
  send(device: string, frame: Uint8Array): void;
}

/** Gratuitous ARP and unsolicited neighbour advertisements of one instance, with the pauses between them. */
export class Announcer implements Disposable {
  readonly #instance: VrrpInstance;
  readonly #links: AnnouncerLinks;
  readonly #spaced = new Spaced();

  constructor(instance: VrrpInstance, links: AnnouncerLinks) {
    this.#instance = instance;
    this.#links = links;
  }

  /** `repeat` messages for each of the addresses. */
  announce(addresses: readonly VirtualAddress[], repeat: number, tell: (line: string) => void): void {
    const { name: router, interfaceName, garp } = this.#instance;
    tryAll(addresses, ({ address, device = interfaceName }) => {
      const mac = this.#links.macOf(device);
      if (mac === "") return;
      const { name, frame } = announcement(mac, address, device);
      tell(`(${router}) Sending/queueing ${name} on ${device} for ${address}`);
      const { intervalMs = 0, intervalMsIpv6 = 0 } = garp;
      this.#spaced.run(
        Array.from({ length: repeat }, () => () => this.#links.send(device, frame)),
        address.includes(":") ? intervalMsIpv6 : intervalMs,
        (error) => tell(`(${router}) ${name} failed: ${messageOf(error)}`),
      );
    });
  }

  /** One for one address of each interface but that of the adverts. */
  announceElsewhere(addresses: readonly VirtualAddress[], tell: (line: string) => void): void {
    const { interfaceName, virtualMac } = this.#instance;
    const elsewhere = addresses.filter(
      ({ device }) => device !== interfaceName && device !== virtualMac?.name,
    );
    const first = new Map(elsewhere.toReversed().map((address) => [address.device, address]));
    this.announce([...first.values()], 1, tell);
  }

  /** What still waits is not sent. */
  [Symbol.dispose](): void {
    this.#spaced[Symbol.dispose]();
  }
}
