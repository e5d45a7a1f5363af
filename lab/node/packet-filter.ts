/**
 * Classic BPF programs for SO_ATTACH_FILTER (socket(7), `linux/filter.h`): the kernel drops what we do not look at,
 * so that the service's own traffic wakes nobody. Offsets count from the Ethernet header.
 */
type Instruction = readonly [code: number, jumpTrue: number, jumpFalse: number, value: number];

const loadByte = 0x30;
const loadWord = 0x20;
const loadHalf = 0x28;
const jumpEqual = 0x15;
const jumpSet = 0x45;
const give = 0x06;
const all: Instruction = [give, 0, 0, 0x40000];
const nothing: Instruction = [give, 0, 0, 0];

/** ICMP echo replies from `address` (4 bytes), first fragments without IP options. */
export function echoReplyFilter(address: Uint8Array): Uint8Array {
  return assemble([
    [loadByte, 0, 0, 14],
    [jumpEqual, 0, 8, 0x45],
    [loadByte, 0, 0, 23],
    [jumpEqual, 0, 6, 1],
    [loadWord, 0, 0, 26],
    [jumpEqual, 0, 4, new DataView(address.buffer, address.byteOffset).getUint32(0)],
    [loadHalf, 0, 0, 20],
    [jumpSet, 2, 0, 0x1fff],
    [loadByte, 0, 0, 34],
    [jumpEqual, 1, 0, 0],
    nothing,
    all,
  ]);
}

/** IPv4 packets of one protocol number. */
export function protocolFilter(protocol: number): Uint8Array {
  return assemble([[loadByte, 0, 0, 23], [jumpEqual, 0, 1, protocol], all, nothing]);
}

/** ARP replies in frames to one MAC: the last four of its six bytes are compared. */
export function arpReplyFilter(mac: Uint8Array): Uint8Array {
  return assemble([
    [loadHalf, 0, 0, 20],
    [jumpEqual, 0, 3, 2],
    [loadWord, 0, 0, 2],
    [jumpEqual, 0, 1, new DataView(mac.buffer, mac.byteOffset).getUint32(2)],
    all,
    nothing,
  ]);
}

/** `struct sock_filter`: code (16 bits), two jumps (8 bits each), value (32 bits). */
function assemble(instructions: readonly Instruction[]): Uint8Array {
  const bytes = new Uint8Array(8 * instructions.length);
  const view = new DataView(bytes.buffer);
  for (const [index, [code, jumpTrue, jumpFalse, value]] of instructions.entries()) {
    view.setUint16(8 * index, code, true);
    view.setUint8(8 * index + 2, jumpTrue);
    view.setUint8(8 * index + 3, jumpFalse);
    view.setUint32(8 * index + 4, value, true);
  }
  return bytes;
}
