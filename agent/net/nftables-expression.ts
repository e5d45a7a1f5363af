import { align, encodeAttribute } from "./netlink-codec.ts";

/**
 * Statements of a rule, as the kernel's virtual machine knows them: linux/netfilter/nf_tables.h (`nft --debug=netlink`
 * shows those of its rules). Registers are numbered from 1 and hold 16 bytes. Numbers are in network order.
 */
export type Expression = Uint8Array;

/** Where a packet's bytes are counted from: the link's header, that of the network, that of the transport. */
const networkHeader = 1;
const transportHeader = 2;
const metaKey = { protocol: 1, mark: 3, transportProtocol: 16 } as const;
const verdictRegister = 0;
const equal = 0;
const inverted = 1;
const update = 1;
const verdict = { drop: 0, accept: 1 } as const;

/** The ether type of the packet. */
export function loadProtocol(register: number): Expression {
  return expression("meta", number(1, register), number(2, metaKey.protocol));
}

export function loadMark(register: number): Expression {
  return expression("meta", number(1, register), number(2, metaKey.mark));
}

/** Bytes behind the beginning of the network header. */
export function loadPacket(register: number, offset: number, lengthBytes: number): Expression {
  const where = [number(2, networkHeader), number(3, offset), number(4, lengthBytes)];
  return expression("payload", number(1, register), ...where);
}

/** The protocol behind the network header: 58 is ICMPv6. */
export function loadTransportProtocol(register: number): Expression {
  return expression("meta", number(1, register), number(2, metaKey.transportProtocol));
}

/** Bytes behind the beginning of the transport's header. */
export function loadTransport(register: number, offset: number, lengthBytes: number): Expression {
  const where = [number(2, transportHeader), number(3, offset), number(4, lengthBytes)];
  return expression("payload", number(1, register), ...where);
}

/** Writes a register's first bytes into the packet; no checksum is corrected. */
export function storePacket(register: number, offset: number, lengthBytes: number): Expression {
  const where = [number(2, networkHeader), number(3, offset), number(4, lengthBytes)];
  return expression("payload", number(5, register), ...where, number(6, 0));
}

export function loadConstant(register: number, value: Uint8Array): Expression {
  return expression("immediate", number(1, register), nested(2, encodeAttribute(1, value)));
}

/** The rule ends here unless the register holds this. */
export function isEqual(register: number, value: Uint8Array): Expression {
  return expression("cmp", number(1, register), number(2, equal), nested(3, encodeAttribute(1, value)));
}

/** The rule ends here unless the set has what the register holds. */
export function isMember(register: number, set: string): Expression {
  return expression("lookup", text(1, set), number(2, register));
}

/** The rule ends here if the set has it. */
export function isNoMember(register: number, set: string): Expression {
  return expression("lookup", text(1, set), number(2, register), number(5, inverted));
}

/** The element that the register holds lives for so long from now on. */
export function renewMember(register: number, set: string, timeoutMs: number): Expression {
  return expression(
    "dynset",
    text(1, set),
    number(3, update),
    number(4, register),
    encodeAttribute(6, wide(timeoutMs)),
  );
}

export const dropPacket: Expression = decide(verdict.drop);
export const acceptPacket: Expression = decide(verdict.accept);
/** Counts packets and bytes, from 0. */
export const countPacket: Expression = expression(
  "counter",
  encodeAttribute(1, wide(0)),
  encodeAttribute(2, wide(0)),
);

function decide(code: number): Expression {
  return expression("immediate", number(1, verdictRegister), nested(2, nested(2, number(1, code))));
}

function expression(name: string, ...attributes: readonly Uint8Array[]): Expression {
  return nested(1, text(1, name), nested(2, ...attributes));
}

/** An attribute of attributes; each begins at a multiple of 4. */
export function nested(type: number, ...attributes: readonly Uint8Array[]): Uint8Array {
  const nestedFlag = 0x8000;
  const bytes = new Uint8Array(attributes.reduce((sum, { length }) => sum + align(length), 0));
  let offset = 0;
  for (const attribute of attributes) {
    bytes.set(attribute, offset);
    offset += align(attribute.length);
  }
  return encodeAttribute(type | nestedFlag, bytes);
}

/** An attribute with a number of 4 bytes. */
export function number(type: number, value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, false);
  return encodeAttribute(type, bytes);
}

export function text(type: number, value: string): Uint8Array {
  return encodeAttribute(type, new TextEncoder().encode(`${value}\0`));
}

/** A number of 8 bytes. */
export function wide(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), false);
  return bytes;
}
