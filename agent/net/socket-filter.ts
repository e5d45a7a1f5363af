import { koffi, libc } from "./libc.ts";
import { checked } from "./system-error.ts";

const SOL_SOCKET = 1;
const SO_ATTACH_FILTER = 26;
/** Classic BPF, linux/filter.h: load a byte, jump if equal, return a constant. */
const code = { loadByte: 0x30, jumpEqual: 0x15, answer: 0x06 } as const;
const wholeFrame = 0xffff;

/** The kernel gives a socket only frames with this byte at this place (socket(7)). Throws ERR_NET_SYSTEM. */
export function onlyWithByte(descriptor: number, at: number, value: number): void {
  const program = Uint8Array.of(
    ...instruction(code.loadByte, at),
    ...instruction(code.jumpEqual, value, 0, 1),
    ...instruction(code.answer, wholeFrame),
    ...instruction(code.answer, 0),
  );
  const place = koffi().alloc("uint8_t", program.length);
  try {
    new Uint8Array(koffi().view(place, program.length)).set(program);
    const filter = new Uint8Array(16);
    const view = new DataView(filter.buffer);
    // `struct sock_fprog`: 0 count of instructions (2)  8 where they are.
    view.setUint16(0, program.length / 8, true);
    view.setBigUint64(8, koffi().address(place), true);
    checked(
      "SO_ATTACH_FILTER",
      libc().setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, filter, filter.length),
    );
  } finally {
    koffi().free(place);
  }
}

/** `struct sock_filter`: code (2), two jumps (1 each), value (4). */
function instruction(operation: number, value: number, ifTrue = 0, ifFalse = 0): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, operation, true);
  bytes.set([ifTrue, ifFalse], 2);
  view.setUint32(4, value, true);
  return bytes;
}
