import { align, decodeAttributes, encodeAttribute, encodeMessage, headerBytes } from "./netlink-codec.ts";
import { type Expression, nested, number, text, wide } from "./nftables-expression.ts";

/** Of a table: for what a device carries, or for what this machine sends and receives. */
export type NftFamily = keyof typeof familyNumbers;

/** One change of a table; all of a batch happen, or none. */
export type NftChange =
  | { readonly kind: "add-table"; readonly table: string }
  | { readonly kind: "delete-table"; readonly table: string }
  | {
      readonly kind: "add-set";
      readonly table: string;
      readonly set: string;
      readonly key: keyof typeof keyTypes;
      /** Its elements end so long after they were added or renewed, also by packets. */
      readonly timeoutMs?: number;
    }
  /** Rules for every packet that comes in by a device, or goes out by it, before anything else sees it. */
  | {
      readonly kind: "add-chain";
      readonly table: string;
      readonly chain: string;
      readonly hook: "ingress" | "egress";
      readonly device: string;
    }
  /** Rules for every packet that this machine receives or sends. */
  | {
      readonly kind: "add-base-chain";
      readonly table: string;
      readonly chain: string;
      readonly hook: "input" | "output";
      readonly priority: number;
    }
  | {
      readonly kind: "add-rule";
      readonly table: string;
      readonly chain: string;
      readonly expressions: readonly Expression[];
    }
  | {
      readonly kind: "add-elements" | "delete-elements";
      readonly table: string;
      readonly set: string;
      readonly keys: readonly Uint8Array[];
    };

/** Numbers and bytes of nft's own data types, so that it shows sets as they are meant. */
const keyTypes = {
  address4: { type: 7, bytes: 4 },
  address6: { type: 8, bytes: 16 },
  mark: { type: 19, bytes: 4 },
} as const;

const subsystem = 10;
const familyNumbers = { ip: 2, ip6: 10, netdev: 5 } as const;
const familyNetdev = familyNumbers.netdev;
const batch = { begin: 16, end: 17 } as const;
const message = {
  newTable: 0,
  getTable: 1,
  deleteTable: 2,
  newChain: 3,
  newRule: 6,
  newSet: 9,
  newElements: 12,
  deleteElements: 14,
} as const;
const flag = { request: 0x1, ack: 0x4, dump: 0x300, create: 0x400, append: 0x800 } as const;
const setFlag = { timeout: 0x10, dynamic: 0x20 } as const;
const hooks = { ingress: 0, egress: 1 } as const;
/** `NF_INET_…` */
const machineHooks = { input: 1, output: 3 } as const;
/** `NF_ACCEPT`. */
const acceptPolicy = 1;
/** Before whatever else is hooked there (nft's own "filter" is 0). */
const priority = -500;

/** The messages of a batch; each change is answered by a `result` with its sequence number, the first one's is `sequence`. */
export function encodeNftBatch(
  changes: readonly NftChange[],
  sequence: number,
  family: NftFamily = "netdev",
): Uint8Array {
  const marks = header(0, subsystem);
  const messages = [
    encodeMessage(batch.begin, flag.request, sequence, [marks]),
    ...changes.map((change, index) => encodeChange(change, sequence + index, family)),
    encodeMessage(batch.end, flag.request, sequence + changes.length, [marks]),
  ];
  const bytes = new Uint8Array(messages.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of messages) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** Asks for all tables of the family; answered by many messages and a `done`. */
export function encodeTableDump(sequence: number): Uint8Array {
  return encodeMessage(typeOf(message.getTable), flag.request | flag.dump, sequence, [header(familyNetdev)]);
}

/** The names of the tables in one answer to a dump. Never throws. */
export function decodeTableNames(bytes: Uint8Array): readonly string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const names: string[] = [];
  for (let offset = 0; offset + headerBytes <= bytes.length; ) {
    const size = view.getUint32(offset, true);
    if (size < headerBytes || offset + size > bytes.length) break;
    if (view.getUint16(offset + 4, true) === typeOf(message.newTable)) {
      const name = decodeAttributes(bytes.subarray(offset + headerBytes + 4, offset + size)).get(1);
      names.push(new TextDecoder().decode(name).replace(/\0.*$/s, ""));
    }
    offset += align(size);
  }
  return names;
}

function encodeChange(change: NftChange, sequence: number, family: NftFamily): Uint8Array {
  const { type, flags, attributes } = described(change);
  const body = [header(familyNumbers[family]), ...attributes];
  return encodeMessage(typeOf(type), flag.request | flag.ack | flags, sequence, body);
}

interface Described {
  readonly type: number;
  readonly flags: number;
  readonly attributes: readonly Uint8Array[];
}

function described(change: NftChange): Described {
  const { create } = flag;
  switch (change.kind) {
    case "add-table":
      return { type: message.newTable, flags: create, attributes: [text(1, change.table)] };
    case "delete-table":
      return { type: message.deleteTable, flags: 0, attributes: [text(1, change.table)] };
    case "add-set":
      return { type: message.newSet, flags: create, attributes: setAttributes(change) };
    case "add-chain":
      return { type: message.newChain, flags: create, attributes: chainAttributes(change) };
    case "add-base-chain":
      return { type: message.newChain, flags: create, attributes: baseChainAttributes(change) };
    case "add-rule": {
      const where = [text(1, change.table), text(2, change.chain)];
      return {
        type: message.newRule,
        flags: create | flag.append,
        attributes: [...where, nested(4, ...change.expressions)],
      };
    }
    case "add-elements":
      return { type: message.newElements, flags: create, attributes: elementAttributes(change) };
    case "delete-elements":
      return { type: message.deleteElements, flags: 0, attributes: elementAttributes(change) };
  }
}

type Change<Kind extends NftChange["kind"]> = Extract<NftChange, { readonly kind: Kind }>;
type ElementChange = Extract<NftChange, { readonly keys: unknown }>;

function setAttributes({ table, set, key, timeoutMs }: Change<"add-set">): readonly Uint8Array[] {
  const { type, bytes } = keyTypes[key];
  const flags = timeoutMs === undefined ? 0 : setFlag.timeout | setFlag.dynamic;
  const named = [
    text(1, table),
    text(2, set),
    number(3, flags),
    number(4, type),
    number(5, bytes),
    number(10, 1),
  ];
  return timeoutMs === undefined ? named : [...named, encodeAttribute(11, wide(timeoutMs))];
}

function chainAttributes({ table, chain, hook, device }: Change<"add-chain">): readonly Uint8Array[] {
  const place = nested(4, number(1, hooks[hook]), number(2, priority), text(3, device));
  return [text(1, table), text(3, chain), place, text(7, "filter")];
}

function baseChainAttributes(change: Change<"add-base-chain">): readonly Uint8Array[] {
  const { table, chain, hook, priority: rank } = change;
  const place = nested(4, number(1, machineHooks[hook]), number(2, rank));
  return [text(1, table), text(3, chain), place, number(5, acceptPolicy), text(7, "filter")];
}

function elementAttributes({ table, set, keys }: ElementChange): readonly Uint8Array[] {
  const elements = keys.map((key) => nested(1, nested(1, encodeAttribute(1, key))));
  return [text(1, table), text(2, set), nested(3, ...elements)];
}

function typeOf(kind: number): number {
  return (subsystem << 8) | kind;
}

/** `struct nfgenmsg`: family (1), version (1), resource (2, network order). */
function header(family: number, resource = 0): Uint8Array {
  return Uint8Array.of(family, 0, resource >> 8, resource & 0xff);
}
