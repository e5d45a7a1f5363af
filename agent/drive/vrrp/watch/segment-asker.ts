import { type Family, familyOf } from "../../../base/family.ts";
import type { VrrpInstance } from "../../../config/keepalived/config.ts";
import type { Netlink } from "../../../net/netlink.ts";
import { openPacketSocket, type PacketSocket } from "../../../net/packet-socket.ts";
import { tryAll } from "../../try-all.ts";
import type { Asker } from "./network.ts";
import { type Question, questions } from "./question.ts";
import { findWitnesses } from "./witness.ts";

/** Frames that wait while nobody asks: the kernel drops further ones. Also a storm gives no more work than this. */
const receiveBufferBytes = 32_768;
const mostFrames = 256;

/** One interface, asked in one way. */
interface Channel {
  readonly device: string;
  readonly question: Question;
  readonly socket: PacketSocket;
}

interface Asked {
  readonly address: string;
  readonly channel: Channel;
}

interface SegmentAskerOptions {
  readonly interfaceName: string;
  readonly netlink: Netlink;
  /** The virtual addresses. */
  readonly asked: readonly Asked[];
  /** On which third parties are asked, by family: they need not be of the family of the addresses. */
  readonly witnesses: ReadonlyMap<Family, Channel>;
  readonly channels: readonly Channel[];
  readonly resources: DisposableStack;
}

/** Opens the sockets. Throws ERR_NET_…. */
export function openSegmentAsker(instance: VrrpInstance, netlink: Netlink): Asker {
  const { interfaceName, virtualAddresses, excludedAddresses } = instance;
  using opened = new DisposableStack();
  const channels = new Map<string, Channel>();
  const channelOf = (device: string, family: Family): Channel => {
    const key = `${device} ${family}`;
    const question = questions[family];
    const open = () => openPacketSocket({ interfaceName: device, receiveBufferBytes, ...question });
    const channel = channels.get(key) ?? { device, question, socket: opened.use(open()) };
    channels.set(key, channel);
    return channel;
  };
  const asked = [...virtualAddresses, ...excludedAddresses].map(({ address, device = interfaceName }) => ({
    address,
    channel: channelOf(device, familyOf(address)),
  }));
  const witnesses = new Map(
    [...new Set<Family>([4, instance.family])].map((family) => [family, channelOf(interfaceName, family)]),
  );
  const resources = opened.move();
  const common = { interfaceName, netlink, asked, witnesses, resources };
  return new SegmentAsker({ ...common, channels: [...channels.values()] });
}

class SegmentAsker implements Asker {
  readonly #options: SegmentAskerOptions;
  readonly #virtual: ReadonlySet<string>;
  /** Of the interfaces, by name. */
  readonly #macs: ReadonlyMap<string, string>;
  #polls: readonly Disposable[] = [];
  #witnesses: ReadonlySet<string> = new Set();
  #onAnswer: (who: "owner" | "witness") => void = () => {};

  constructor(options: SegmentAskerOptions) {
    this.#options = options;
    this.#virtual = new Set(options.asked.map(({ address }) => address));
    this.#macs = new Map(options.netlink.links().map(({ name, mac }) => [name, mac]));
  }

  ask(owner: string, witnesses: boolean, onAnswer: (who: "owner" | "witness") => void): void {
    const { asked, witnesses: channels } = this.#options;
    const isFirst = this.#polls.length === 0;
    if (isFirst) this.#begin(owner, witnesses);
    this.#onAnswer = onAnswer;
    const others = [...this.#witnesses].flatMap((address) => {
      const channel = channels.get(familyOf(address));
      return channel === undefined ? [] : [{ address, channel }];
    });
    try {
      tryAll([...asked, ...(witnesses ? others : [])], (one) => this.#probe(one));
    } finally {
      // Behind the question: to begin to listen takes longer than to ask.
      if (isFirst) this.#listen();
    }
  }

  read(): void {
    if (this.#polls.length === 0) return;
    for (const { question, socket } of this.#options.channels) {
      for (const frame of pending(socket)) this.#hear(question.sayer(frame));
    }
  }

  rest(): void {
    for (const poll of this.#polls) poll[Symbol.dispose]();
    this.#polls = [];
  }

  [Symbol.dispose](): void {
    this.rest();
    this.#options.resources.dispose();
  }

  /** What waits is from before the question: it only shows who else is on the segment. */
  #begin(owner: string, isWitnessed: boolean): void {
    const { netlink, channels, witnesses, interfaceName } = this.#options;
    const heard = [...witnesses.values()].flatMap(({ socket, question }) =>
      pending(socket).flatMap((frame) => question.sayer(frame) ?? []),
    );
    for (const { socket } of channels) pending(socket);
    if (isWitnessed) {
      const own = netlink.addresses().map(({ address }) => address);
      const index = netlink.links().find(({ name }) => name === interfaceName)?.interfaceIndex;
      const neighbours = netlink.neighbours().filter((one) => one.interfaceIndex === index);
      const segment = { interfaceName, neighbours, heard };
      this.#witnesses = findWitnesses(segment, new Set([owner, ...own, ...this.#virtual]));
    }
  }

  #listen(): void {
    this.#polls = this.#options.channels.map(({ socket }) => socket.onReadable(() => this.read()));
  }

  #probe({ address, channel: { device, question, socket } }: Asked): void {
    socket.send(question.probe(this.#macs.get(device) ?? "", address));
  }

  /** A socket of one protocol hears nothing of what its own machine sends, so it was somebody else. */
  #hear(sayer: string | undefined): void {
    if (sayer === undefined) return;
    if (this.#virtual.has(sayer)) this.#onAnswer("owner");
    else if (this.#witnesses.has(sayer)) this.#onAnswer("witness");
  }
}

/** What waits in a socket, as far as it is taken in at a time. */
function pending(socket: PacketSocket): readonly Uint8Array[] {
  const frames: Uint8Array[] = [];
  while (frames.length < mostFrames) {
    const frame = socket.receive();
    if (frame === undefined) break;
    frames.push(frame);
  }
  return frames;
}
